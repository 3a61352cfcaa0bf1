/// All that a member has with its store: principal and bonus, never mixed, and points. Each step answers what moved in the ledger, and
/// begins with dropping bonuses whose time has come, so that nothing hangs on when a job last ran.
package struct MemberWallet: Equatable, Sendable {
    /// What may be stored, spent, refunded or withdrawn at once: ten million yuan.
    package static let amounts: ClosedRange<Int64> = 1...1_000_000_000

    package private(set) var value: StoredValueBalance
    package private(set) var points: PointsBalance

    package init(value: StoredValueBalance = .empty, points: Int64 = 0) {
        self.value = value
        self.points = PointsBalance(points: points)
    }

    /// Stores `amountFen`, with the gift that the terms have for so much.
    package mutating func topUp(_ amountFen: Int64, by terms: MemberTerms, at now: Instant) throws -> [MemberMove] {
        let expired = expire(at: now)
        let giftFen = terms.giftFen(for: amountFen)
        try value.topUp(StoredValue(principalFen: amountFen, extra: .bonusFen(giftFen), expiresAfterDays: terms.expiresAfterDays), at: now)
        return expired + [MemberMove(.topUp, .principal, amountFen), MemberMove(.gift, .bonus, giftFen)].compactMap { $0 }
    }

    /// Pays `amountFen`: with `wanted` points, and for the rest with principal and bonus pro rata, a rounding fen being the bonus's.
    /// - Throws: `MemberRefusal`: `storedValueExceeded`, `pointsLimit`, `pointsBelowZero`.
    package mutating func spend(_ amountFen: Int64, points wanted: Int64, by terms: MemberTerms, at now: Instant) throws -> (spend: MemberSpend, moves: [MemberMove]) {
        let expired = expire(at: now)
        let pointsFen = try redeem(wanted, on: amountFen, by: terms.points)
        var stored = StoredValueSpend(principalFen: 0, bonuses: [])
        if amountFen > pointsFen {
            do {
                stored = try value.spend(amountFen - pointsFen, at: now)
            } catch .short(let byFen) {
                throw MemberRefusal.storedValueExceeded(shortByFen: byFen)
            }
        }
        let earned = stored.principalFen.share(bps: terms.earnBps)
        try points.credit(earned)
        let spend = MemberSpend(amountFen: amountFen, redeemedPoints: wanted, pointsFen: pointsFen, stored: stored, earnedPoints: earned)
        let moves = [
            MemberMove(.spend, .principal, -stored.principalFen), MemberMove(.spend, .bonus, -stored.bonusFen), MemberMove(.redeemed, .points, -wanted),
            MemberMove(.earned, .points, earned),
        ]
        return (spend, expired + moves.compactMap { $0 })
    }

    /// - Returns: the fen that the points pay; nothing for no points.
    private mutating func redeem(_ wanted: Int64, on amountFen: Int64, by rule: Points) throws -> Int64 {
        guard wanted > 0 else { return 0 }
        do {
            return try points.redeem(wanted, by: rule, orderFen: amountFen)
        } catch .blocked(let owed) {
            throw MemberRefusal.pointsBelowZero(points: owed)
        } catch .exceeded, .shareExceeded {
            throw MemberRefusal.pointsLimit(redeemablePoints: points.redeemable(rule, orderFen: amountFen))
        }
    }

    /// Takes back a part of what was spent. Bonus whose time has come meanwhile comes back and is gone at once.
    /// - Returns: what moved, and the fen of bonus that were gone at once.
    package mutating func refund(_ refund: MemberSpend.Refund, at now: Instant) throws -> (expiredFen: Int64, moves: [MemberMove]) {
        let expired = expire(at: now)
        let goneFen = try value.takeBack(refund.stored, at: now)
        try points.credit(refund.points)
        try points.reverse(refund.reversedPoints)
        let moves = [
            MemberMove(.refund, .principal, refund.stored.principalFen), MemberMove(.refund, .bonus, refund.stored.bonusFen), MemberMove(.expiry, .bonus, -goneFen),
            MemberMove(.returned, .points, refund.points), MemberMove(.reversed, .points, -refund.reversedPoints),
        ]
        return (goneFen, expired + moves.compactMap { $0 })
    }

    /// Pays principal out. Of each bonus the same proportion is lost, rounded up: it was given for money that stays.
    /// - Throws: `StoredValueRefusal.principalShort`.
    package mutating func withdraw(_ amountFen: Int64, at now: Instant) throws -> (forfeitedFen: Int64, moves: [MemberMove]) {
        let expired = expire(at: now)
        let forfeitedFen = try value.withdraw(amountFen, at: now).reduce(0) { $0 + $1.fen }
        let moves = [MemberMove(.withdrawal, .principal, -amountFen), MemberMove(.forfeit, .bonus, -forfeitedFen)]
        return (forfeitedFen, expired + moves.compactMap { $0 })
    }

    /// Drops bonuses whose time has come.
    package mutating func expire(at now: Instant) -> [MemberMove] {
        [MemberMove(.expiry, .bonus, -value.expire(at: now))].compactMap { $0 }
    }
}
