/// A token that an order earned: by its first shipment, `ord_1k5f`, or by what was shipped of it, `ord_1k5f.3` for the third.
///
/// Such tokens are kept nowhere. Which there are follows from the ledger at any moment: none is forgotten, and none is made twice.
package struct EarnedToken: Hashable, Sendable {
    package let order: OrderID
    /// Of tokens by spending, counted from 1; nil for the order's own.
    package let place: Int64?

    package init(order: OrderID, place: Int64? = nil) {
        self.order = order
        self.place = place
    }

    /// - Returns: nil for anything that `text` doesn't write.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let order = OrderID(external: String(parts[0])) else { return nil }
        self.init(order: order, place: parts.count == 2 ? Int64(parts[1]) : nil)
        guard self.text == text, (place ?? 1) >= 1 else { return nil }
    }

    package var text: String { order.external + (place.map { ".\($0)" } ?? "") }
}

/// What the ledger knows of an order that may have earned tokens.
package struct EarningOrder: Equatable, Sendable {
    /// When the first of it left; nil before.
    package let firstShippedAt: Instant?
    /// What was paid for what left, less what was paid back.
    package let spentFen: Int64

    package init(firstShippedAt: Instant?, spentFen: Int64) {
        self.firstShippedAt = firstShippedAt
        self.spentFen = spentFen
    }
}

extension LuckyDraw {
    /// How many tokens an order earns whose first shipment left while the campaign was on.
    package func tokens(earnedBy order: EarningOrder, during schedule: CampaignSchedule) -> Int64 {
        guard let first = order.firstShippedAt, first >= schedule.startsAt, first < schedule.endsAt else { return 0 }
        return tokens(bySpendingFen: order.spentFen)
    }

    /// By orders one while anything was spent on it, by spending one for each whole `everyFen`, by a game none. An order that costs nothing, such
    /// as one that sends a prize, earns nothing; nor does one that came back.
    package func tokens(bySpendingFen fen: Int64) -> Int64 {
        switch tokenSource {
        case .order: fen > 0 ? 1 : 0
        case .spend: max(0, fen) / max(1, everyFen ?? .max)
        case .game: 0
        }
    }

    /// Whether a token was earned while so much was spent on its order, and isn't any more now that part of it was paid back. Asked by the same
    /// terms for both: a campaign that became dearer takes nothing away.
    package func loses(_ token: EarnedToken, spentFen: Int64, leftFen: Int64) -> Bool {
        guard (tokenSource == .spend) == (token.place != nil) else { return false }
        let place = token.place ?? 1
        return place <= tokens(bySpendingFen: spentFen) && place > tokens(bySpendingFen: leftFen)
    }

    /// Whether the order has earned just this token.
    package func grants(_ token: EarnedToken, to order: EarningOrder, during schedule: CampaignSchedule) -> Bool {
        (tokenSource == .spend) == (token.place != nil) && (token.place ?? 1) <= tokens(earnedBy: order, during: schedule)
    }
}
