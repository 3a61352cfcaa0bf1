/// Which top-ups' principal is paid out, and what of their gifts is paid for with it.
///
/// What was stored last is paid out first. A gift was given for money that stays: of its list value when it was given the part is taken that its
/// top-up's principal loses, so who takes all of it out has bought the gift. A top-up's parts add up to the fen, however often it is taken from,
/// and a rounding fen falls to the earlier part. A gift takes no more than the principal that it was given for.
package struct PaidOutPrincipal: Equatable, Sendable {
    /// A top-up of which there is principal to pay out.
    package struct TopUp: Equatable, Sendable {
        package let id: TopUpID
        package let principalFen: Int64
        /// Paid out before.
        package let withdrawnFen: Int64
        /// Zero for one that gave a bonus.
        package let giftFen: Int64

        package init(id: TopUpID, principalFen: Int64, withdrawnFen: Int64 = 0, giftFen: Int64) {
            self.id = id
            self.principalFen = principalFen
            self.withdrawnFen = withdrawnFen
            self.giftFen = giftFen
        }
    }

    package struct Part: Equatable, Sendable {
        package let id: TopUpID
        package let fen: Int64
        package let giftFen: Int64

        package init(id: TopUpID, fen: Int64, giftFen: Int64) {
            self.id = id
            self.fen = fen
            self.giftFen = giftFen
        }
    }

    package let parts: [Part]

    /// - Parameter topUps: newest first; what they don't cover was given nothing.
    package init(_ amountFen: Int64, of topUps: [TopUp]) {
        var rest = amountFen
        parts = topUps.compactMap { top -> Part? in
            let fen = min(rest, top.principalFen - top.withdrawnFen)
            guard fen > 0 else { return nil }
            rest -= fen
            let gift = Apportionment(amountFen: min(top.giftFen, top.principalFen), units: top.principalFen)
            return Part(id: top.id, fen: fen, giftFen: gift?.back(fen, after: top.withdrawnFen) ?? 0)
        }
    }

    package var giftFen: Int64 { parts.reduce(0) { $0 + $1.giftFen } }
}
