/// A buyer's points. Below zero when points were spent that a return then took back; until it is made up for, none are redeemed.
package struct PointsBalance: Equatable, Sendable {
    package private(set) var points: Int64

    package init(points: Int64) {
        self.points = points
    }

    /// The most that may be redeemed on an order of `orderFen`: whole points within `maxShareBps` of it, and within what is there.
    package func redeemable(_ rule: Points, orderFen: Int64) -> Int64 {
        guard points > 0 else { return 0 }
        return min(points, rule.mostPoints(on: orderFen))
    }

    /// - Returns: the fen that the points pay.
    package mutating func redeem(_ wanted: Int64, by rule: Points, orderFen: Int64) throws(PointsRefusal) -> Int64 {
        guard wanted >= 1 else { throw .amountOutOfRange }
        guard points >= 0 else { throw .blocked(points: points) }
        guard wanted <= points else { throw .exceeded(points: points) }
        let most = rule.mostPoints(on: orderFen)
        guard wanted <= most else { throw .shareExceeded(points: most) }
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

extension Points {
    /// Whole points within the share of an order that they may pay.
    fileprivate func mostPoints(on orderFen: Int64) -> Int64 {
        orderFen > 0 ? orderFen.share(bps: maxShareBps) / redeemFenPerPoint : 0
    }
}

/// Why points are left as they are.
package enum PointsRefusal: Refusal, Equatable {
    case blocked(points: Int64)
    /// More than there are.
    case exceeded(points: Int64)
    /// More than points may pay of this order.
    case shareExceeded(points: Int64)
    /// No programme that takes points is open to this order, or not the one that is named.
    case noProgramme
    case amountOutOfRange

    package var reason: Reason {
        switch self {
        case .blocked(let points):
            Self.conflict("POINTS_BLOCKED", "Points are owed; none are redeemed until they are made up for.", Figure("points", points))
        case .exceeded(let points):
            Self.conflict("POINTS_EXCEEDED", "There aren't so many points.", Figure("availablePoints", points))
        case .shareExceeded(let points):
            Self.conflict("POINTS_SHARE_EXCEEDED", "Points may not pay so much of this order.", Figure("mostPoints", points))
        case .noProgramme:
            Self.conflict("NO_POINTS_PROGRAMME", "No programme takes points for this order.")
        case .amountOutOfRange:
            .invalid([Fault("/tender/points", "OUT_OF_RANGE", "points must be at least 1.")])
                ?? Reason(.invalid, "OUT_OF_RANGE", "The points are out of range.")
        }
    }

    private static func conflict(_ code: String, _ detail: String, _ figures: Figure...) -> Reason {
        Reason(.conflict, code, detail, faults: [Fault("/tender/points", code, detail, figures: figures)], figures: figures)
    }
}
