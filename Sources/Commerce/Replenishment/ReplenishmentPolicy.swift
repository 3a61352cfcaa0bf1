/// How a distributor wants to be advised.
package struct ReplenishmentPolicy: Equatable, Sendable {
    package static let standardLeadDays: Int64 = 3
    package static let leadRange: ClosedRange<Int64> = 1...90
    package static let safetyRange: ClosedRange<Int64> = 0...90
    package static let cycleRange: ClosedRange<Int64> = 1...90
    package static let caseRange: ClosedRange<Int64> = 0...1_000_000
    package static let maxOverrides = 1000

    /// How long an order on the brand takes; nil: what the last ones took.
    package let leadDays: Int64?
    package let safetyDays: Int64
    /// For how long an order should last, beyond what stock must last anyway.
    package let cycleDays: Int64
    /// Fewer cases than this are low stock, of a SKU that has no threshold of its own.
    package let lowStockCases: Int64

    package init(leadDays: Int64? = nil, safetyDays: Int64 = 7, cycleDays: Int64 = 14, lowStockCases: Int64 = 30) {
        self.leadDays = leadDays
        self.safetyDays = safetyDays
        self.cycleDays = cycleDays
        self.lowStockCases = lowStockCases
    }
}

/// What became of a suggestion; `outdated`: stock was no longer short.
package enum SuggestionStatus: String, CaseIterable, Sendable {
    case open, ordered, dismissed, outdated
}

/// Why a suggestion is left as it is.
package enum ReplenishmentRefusal: Refusal, Equatable {
    case ordered
    case dismissed
    case outdated

    package var reason: Reason {
        switch self {
        case .ordered: Reason(.conflict, "SUGGESTION_ORDERED", "The suggestion has become an order.")
        case .dismissed: Reason(.conflict, "SUGGESTION_DISMISSED", "The suggestion has been dismissed.")
        case .outdated: Reason(.conflict, "SUGGESTION_OUTDATED", "Stock is no longer short of it.")
        }
    }
}
