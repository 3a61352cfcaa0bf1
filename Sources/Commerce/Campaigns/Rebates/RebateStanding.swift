/// What one distributor's rebate in one campaign, which is one period, has come to.
///
/// What was given beyond what is earned, because goods came back, is carried: it is never taken from the account, but later rebates of the
/// distributor make up for it, in this campaign or in others of the same owner. So over all of them what was posted is what was earned, apart from
/// what is carried and what limits held back.
package struct RebateStanding: Equatable, Sendable {
    /// Received in the period and not returned.
    package var units: Int64
    package var earnedFen: Int64
    /// On the account; never falls.
    package var postedFen: Int64
    /// What of this rebate made up for what others carry; below zero what others made up for of what this one carried.
    package var settledFen: Int64

    package init(units: Int64 = 0, earnedFen: Int64 = 0, postedFen: Int64 = 0, settledFen: Int64 = 0) {
        self.units = units
        self.earnedFen = earnedFen
        self.postedFen = postedFen
        self.settledFen = settledFen
    }

    /// Earned and not given yet; below zero what was given too much.
    package var dueFen: Int64 { earnedFen - postedFen - settledFen }
    /// What later rebates have to make up for; never positive.
    package var carriedFen: Int64 { min(0, dueFen) }

    /// Moves on to what the period's units come to now.
    ///
    /// - Parameters:
    ///   - others: The distributor's other standings, which what is earned here makes up for first, in their order.
    ///   - allowedFen: How much limits let be posted of so much. What they hold back stays due, should they be raised.
    /// - Returns: what goes to the account now; nil, with nothing changed, for what can't be (see `RebateStatement`).
    package mutating func move(
        to rebate: Tiered, receivedUnits: Int64, returnedUnits: Int64, others: inout [RebateStanding], allowedFen: (Int64) -> Int64
    ) -> Int64? {
        let carried = others.reduce(0) { $0 + $1.carriedFen }
        guard
            let statement = RebateStatement(
                rebate, receivedUnits: receivedUnits, returnedUnits: returnedUnits, previousEarnedFen: postedFen + settledFen, carriedFen: carried)
        else { return nil }
        units = receivedUnits - returnedUnits
        earnedFen = statement.earnedFen
        guard dueFen > 0 else { return 0 }
        var madeUpFen = dueFen - statement.postedFen
        settledFen += madeUpFen
        for index in others.indices where madeUpFen > 0 {
            let part = min(madeUpFen, -others[index].carriedFen)
            others[index].settledFen -= part
            madeUpFen -= part
        }
        let postedNowFen = min(statement.postedFen, max(0, allowedFen(statement.postedFen)))
        postedFen += postedNowFen
        return postedNowFen
    }
}
