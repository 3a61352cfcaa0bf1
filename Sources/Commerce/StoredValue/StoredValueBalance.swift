/// What a buyer has stored: principal, which was paid in, and bonuses, which were given on top. Two accounts, never mixed.
package struct StoredValueBalance: Equatable, Sendable {
    package struct Bonus: Equatable, Sendable {
        package var fen: Int64
        /// Gone from this moment on; nil: it stays.
        package var expiresAt: Instant?

        package init(fen: Int64, expiresAt: Instant? = nil) {
            self.fen = fen
            self.expiresAt = expiresAt
        }

        func isOver(at instant: Instant) -> Bool { expiresAt.map { $0 <= instant } ?? false }
    }

    package private(set) var principalFen: Int64
    /// First-expiring first; of each moment one, none of nothing.
    package private(set) var bonuses: [Bonus]

    package static let empty = StoredValueBalance(checkedPrincipalFen: 0, bonuses: [])

    /// - Returns: nil for an amount below zero, or a sum that can't be counted.
    package init?(principalFen: Int64, bonuses: [Bonus] = []) {
        guard principalFen >= 0, bonuses.allSatisfy({ $0.fen >= 0 }),
            bonuses.reduce(principalFen as Int64?, { $0?.adding($1.fen) }) != nil
        else { return nil }
        self.init(checkedPrincipalFen: principalFen, bonuses: Self.inOrder(bonuses))
    }

    /// A bonus that doesn't expire.
    package init?(principalFen: Int64, bonusFen: Int64) {
        self.init(principalFen: principalFen, bonuses: [Bonus(fen: bonusFen)])
    }

    private init(checkedPrincipalFen principalFen: Int64, bonuses: [Bonus]) {
        self.principalFen = principalFen
        self.bonuses = bonuses
    }

    package var bonusFen: Int64 { bonuses.reduce(0) { $0 + $1.fen } }
    package var totalFen: Int64 { principalFen + bonusFen }

    /// Takes `amountFen` off both sides in proportion to what each has: of the principal the share rounded down, of the bonus the rest, so
    /// that a rounding fen is the bonus's. Of bonuses the first-expiring goes first; one whose time has come isn't there.
    /// - Returns: how it was divided, to be kept with the order: a refund goes back by it.
    package mutating func spend(_ amountFen: Int64, at instant: Instant) throws(StoredValueRefusal) -> StoredValueSpend {
        guard amountFen >= 1 else { throw .amountOutOfRange }
        let live = bonuses.filter { !$0.isOver(at: instant) }
        let total = live.reduce(principalFen) { $0 + $1.fen }
        guard amountFen <= total else { throw .short(byFen: amountFen - total) }
        let principal = total.dividingFullWidth(amountFen.multipliedFullWidth(by: principalFen)).quotient
        var rest = amountFen - principal
        var spent: [Bonus] = []
        for bonus in live where rest > 0 {
            let fen = min(rest, bonus.fen)
            spent.append(Bonus(fen: fen, expiresAt: bonus.expiresAt))
            rest -= fen
        }
        principalFen -= principal
        bonuses = Self.inOrder(bonuses + spent.map { Bonus(fen: -$0.fen, expiresAt: $0.expiresAt) })
        return StoredValueSpend(principalFen: principal, bonuses: spent)
    }

    /// Takes back what a refund returns to it. A bonus whose time has come meanwhile comes back and is gone at once.
    /// - Returns: the fen of bonus that were gone at once.
    package mutating func takeBack(_ part: StoredValueSpend, at instant: Instant) throws(StoredValueRefusal) -> Int64 {
        guard let sum = totalFen.adding(part.principalFen)?.adding(part.bonusFen), sum >= 0 else { throw .amountOutOfRange }
        principalFen += part.principalFen
        bonuses = Self.inOrder(bonuses + part.bonuses)
        return expire(at: instant)
    }

    /// Pays `amountFen` out in money: of the principal only. Of each bonus the same proportion is lost, rounded up: it was given for money that
    /// stays. So however a sum is taken out in parts, they leave no more bonus than all of it at once.
    /// - Returns: what is lost of the bonuses; one whose time has come isn't there to be lost.
    package mutating func withdraw(_ amountFen: Int64, at instant: Instant) throws(StoredValueRefusal) -> [Bonus] {
        guard amountFen >= 1 else { throw .amountOutOfRange }
        guard amountFen <= principalFen else { throw .principalShort(byFen: amountFen - principalFen) }
        let lost = bonuses.filter { !$0.isOver(at: instant) }.compactMap { bonus -> Bonus? in
            // Counted from the back: all of it less the rest's share, which is rounded down.
            guard let fen = Apportionment(amountFen: bonus.fen, units: principalFen)?.back(amountFen, after: 0), fen > 0 else { return nil }
            return Bonus(fen: fen, expiresAt: bonus.expiresAt)
        }
        principalFen -= amountFen
        bonuses = Self.inOrder(bonuses + lost.map { Bonus(fen: -$0.fen, expiresAt: $0.expiresAt) })
        return lost
    }

    /// Stores what a buyer paid for one offer, with its bonus. A gift is handed out by the caller.
    package mutating func topUp(_ offer: StoredValue, at instant: Instant) throws(StoredValueRefusal) {
        var bonus: Bonus?
        if case .bonusFen(let fen) = offer.extra {
            bonus = Bonus(fen: fen, expiresAt: offer.expiresAfterDays.map { instant.adding(days: $0) })
        }
        guard offer.principalFen >= 1, (bonus?.fen ?? 0) >= 0, totalFen.adding(offer.principalFen)?.adding(bonus?.fen ?? 0) != nil else {
            throw .amountOutOfRange
        }
        principalFen += offer.principalFen
        if let bonus { bonuses = Self.inOrder(bonuses + [bonus]) }
    }

    /// Drops bonuses whose time has come.
    /// - Returns: the fen that are gone.
    package mutating func expire(at instant: Instant) -> Int64 {
        let before = bonusFen
        bonuses.removeAll { $0.isOver(at: instant) }
        return before - bonusFen
    }

    private static func inOrder(_ bonuses: [Bonus]) -> [Bonus] {
        var fen: [Instant?: Int64] = [:]
        for bonus in bonuses { fen[bonus.expiresAt, default: 0] += bonus.fen }
        return fen.filter { $0.value > 0 }.map { Bonus(fen: $0.value, expiresAt: $0.key) }.sorted { left, right in
            guard let first = left.expiresAt else { return false }
            return right.expiresAt.map { first < $0 } ?? true
        }
    }
}
