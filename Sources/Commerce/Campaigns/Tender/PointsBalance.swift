/// A buyer's points. Below zero when points were spent that a return then took back; until it is made up for, none are redeemed.
package struct PointsBalance: Equatable, Sendable {
    package private(set) var points: Int64

    package init(points: Int64) {
        self.points = points
    }

    /// The most that may be redeemed on an order of `orderFen`: whole points within `maxShareBps` of it, and within what is there.
    package func redeemable(_ rule: Points, orderFen: Int64) -> Int64 {
        guard points > 0, orderFen > 0 else { return 0 }
        return min(points, orderFen.share(bps: rule.maxShareBps) / rule.redeemFenPerPoint)
    }

    /// - Returns: the fen that the points pay.
    package mutating func redeem(_ wanted: Int64, by rule: Points, orderFen: Int64) throws(PointsRefusal) -> Int64 {
        guard wanted >= 1 else { throw .amountOutOfRange }
        guard points >= 0 else { throw .balanceBelowZero(points: points) }
        let most = redeemable(rule, orderFen: orderFen)
        guard wanted <= most else { throw .moreThanRedeemable(points: most) }
        points -= wanted
        // At most the order's share: counted above.
        return wanted * rule.redeemFenPerPoint
    }

    /// Points that were earned, or redeemed ones that come back.
    package mutating func credit(_ more: Int64) throws(PointsRefusal) {
        guard more >= 0, let sum = points.adding(more) else { throw .amountOutOfRange }
        points = sum
    }

    /// Takes earned points back, below zero where they were spent.
    package mutating func reverse(_ earned: Int64) throws(PointsRefusal) {
        guard earned >= 0, let rest = points.adding(-earned) else { throw .amountOutOfRange }
        points = rest
    }
}

/// Why points are left as they are.
package enum PointsRefusal: Refusal, Equatable {
    case balanceBelowZero(points: Int64)
    case moreThanRedeemable(points: Int64)
    case amountOutOfRange

    package var reason: Reason {
        switch self {
        case .balanceBelowZero(let points):
            Reason(.conflict, "POINTS_BELOW_ZERO", "Points are owed; none are redeemed until they are made up for.", figures: [Figure("points", points)])
        case .moreThanRedeemable(let points):
            Reason(.conflict, "POINTS_LIMIT", "So many points can't be redeemed on this order.", figures: [Figure("redeemablePoints", points)])
        case .amountOutOfRange:
            .invalid([Fault("/points", "OUT_OF_RANGE", "points must be at least 1, and the new balance one that 64 bits can count.")])
                ?? Reason(.invalid, "OUT_OF_RANGE", "The points are out of range.")
        }
    }
}
