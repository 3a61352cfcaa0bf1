/// What an order holds of a stored value, part by part, and what became of it.
///
/// Principal and bonus go in the ratio that they were spent in: of the first so many fen the principal's share is rounded down, so a rounding
/// fen is the bonus's. Of bonuses the first-expiring is paid with first; what is given up, or comes back, is the last-expiring first.
package struct StoredValueHold: Equatable, Sendable {
    package struct Part: Equatable, Sendable {
        package let account: AccountKind
        /// Of a bonus; nil: it stays.
        package let expiresAt: Instant?
        package let amountFen: Int64
        package var postedFen: Int64
        package var voidedFen: Int64
        package var refundedFen: Int64

        package init(account: AccountKind, expiresAt: Instant? = nil, amountFen: Int64, postedFen: Int64 = 0, voidedFen: Int64 = 0, refundedFen: Int64 = 0) {
            self.account = account
            self.expiresAt = expiresAt
            self.amountFen = amountFen
            self.postedFen = postedFen
            self.voidedFen = voidedFen
            self.refundedFen = refundedFen
        }

        /// Neither posted nor voided.
        package var pendingFen: Int64 { amountFen - postedFen - voidedFen }
    }

    /// The principal, when there is any, then bonuses, first-expiring first.
    package let parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }

    package init(_ spend: StoredValueSpend) {
        let principal = spend.principalFen > 0 ? [Part(account: .storedPrincipal, amountFen: spend.principalFen)] : []
        parts = principal + spend.bonuses.map { Part(account: .storedBonus, expiresAt: $0.expiresAt, amountFen: $0.fen) }
    }

    /// Pays for what shipped.
    /// - Returns: the fen of each part; nil when less is pending.
    package func posting(_ fen: Int64) -> [Int64]? {
        guard let principal = split?.front(fen, after: sum(\.postedFen)) else { return nothing(of: fen) }
        return spread(fen, principal, room: \.pendingFen, from: Array(parts.indices))
    }

    /// Frees what was given up.
    /// - Returns: the fen of each part; nil when less is pending.
    package func voiding(_ fen: Int64) -> [Int64]? {
        guard let principal = split?.back(fen, after: sum(\.voidedFen)) else { return nothing(of: fen) }
        return spread(fen, principal, room: \.pendingFen, from: parts.indices.reversed())
    }

    /// Gives back what was paid with.
    /// - Returns: the fen of each part; nil when less was posted and not given back.
    package func refunding(_ fen: Int64) -> [Int64]? {
        guard let principal = split?.front(fen, after: sum(\.refundedFen)) else { return nothing(of: fen) }
        return spread(fen, principal, room: { $0.postedFen - $0.refundedFen }, from: parts.indices.reversed())
    }

    /// The parts of what isn't there: none of no fen, when something else pays the order.
    private func nothing(of fen: Int64) -> [Int64]? { parts.isEmpty && fen == 0 ? [] : nil }

    private var split: Apportionment? {
        Apportionment(amountFen: parts.reduce(0) { $1.account == .storedPrincipal ? $0 + $1.amountFen : $0 }, units: sum(\.amountFen))
    }

    private func sum(_ figure: (Part) -> Int64) -> Int64 { parts.reduce(0) { $0 + figure($1) } }

    private func spread(_ fen: Int64, _ principalFen: Int64, room: (Part) -> Int64, from order: [Int]) -> [Int64]? {
        var rest: [AccountKind: Int64] = [.storedPrincipal: principalFen, .storedBonus: fen - principalFen]
        var taken = [Int64](repeating: 0, count: parts.count)
        for index in order {
            let account = parts[index].account
            taken[index] = min(room(parts[index]), rest[account, default: 0])
            rest[account, default: 0] -= taken[index]
        }
        return rest.values.allSatisfy { $0 == 0 } ? taken : nil
    }
}
