/// A period's rebate as it stands after some more was received or returned, and what of it is posted now.
///
/// Each statement recomputes the whole rebate from the period's units and posts the difference to the statement before it. A negative
/// difference posts nothing and is carried forward, beyond the period too, until later rebates make up for it. So at any time all
/// that was posted, with what is carried, is the sum of all periods' rebates.
package struct RebateStatement: Equatable, Sendable {
    /// The rebate on all that was received in the period and not returned.
    package let earnedFen: Int64
    /// What goes to the account now; never negative.
    package let postedFen: Int64
    /// What the next posting begins with; never positive.
    package let carriedFen: Int64

    /// - Parameters:
    ///   - previousEarnedFen: What of the same period's rebate was given before; 0 for the first. Where everything due is posted, that is the
    ///     `earnedFen` of the statement before this one.
    ///   - carriedFen: What the statement before this one carried, of whatever period.
    /// - Returns: nil for what can't be: no period's rebate, more returned than received, a positive carry, uncountable money.
    package init?(_ rebate: Tiered, receivedUnits: Int64, returnedUnits: Int64 = 0, previousEarnedFen: Int64 = 0, carriedFen carried: Int64 = 0) {
        guard rebate.basis == .period, returnedUnits >= 0, returnedUnits <= receivedUnits, previousEarnedFen >= 0, carried <= 0,
            let earned = Self.fen(rebate, units: receivedUnits - returnedUnits),
            let due = (earned - previousEarnedFen).adding(carried)
        else { return nil }
        self.earnedFen = earned
        self.postedFen = max(0, due)
        self.carriedFen = min(0, due)
    }

    /// The tier that so many units reach, counted from 1; nil before the first.
    package static func tier(of rebate: Tiered, units: Int64) -> Int? {
        rebate.tiers.lastIndex { $0.fromUnits <= units }.map { $0 + 1 }
    }

    /// `whole`: all units at the rebate of the highest tier reached. `incremental`: each at the rebate of the tier that it falls into.
    private static func fen(_ rebate: Tiered, units: Int64) -> Int64? {
        switch rebate.mode {
        case .whole:
            return units.multiplied(by: rebate.tiers.last { $0.fromUnits <= units }?.fen ?? 0)
        case .incremental:
            var sum: Int64 = 0
            for (index, tier) in rebate.tiers.enumerated() where tier.fromUnits <= units {
                let next = rebate.tiers.indices.contains(index + 1) ? rebate.tiers[index + 1].fromUnits : .max
                guard let fen = (min(units, next - 1) - tier.fromUnits + 1).multiplied(by: tier.fen), let more = sum.adding(fen) else { return nil }
                sum = more
            }
            return sum
        }
    }
}
