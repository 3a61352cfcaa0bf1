/// Why an account is left as it is.
package enum AccountRefusal: Refusal, Equatable {
    case creditExceeded(shortByFen: Int64)
    /// The hold, or what is left of it, is smaller than what should be posted or voided: it was resolved before.
    case holdResolved(pendingFen: Int64?)
    case creditLimitBelowUse(usedFen: Int64, balanceFen: Int64, heldFen: Int64)
    case amountOutOfRange
    case limitOutOfRange
    /// Only who sells to an organisation books its money in and gives it credit.
    case notSeller

    package var reason: Reason {
        switch self {
        case .creditExceeded(let shortByFen):
            Reason(
                .conflict, "CREDIT_EXCEEDED", "Balance and credit limit don't cover this.", figures: [Figure("shortByFen", shortByFen)])
        case .holdResolved(let pendingFen):
            Reason(
                .conflict, "HOLD_ALREADY_RESOLVED", "This money was posted or given back before.",
                figures: pendingFen.map { [Figure("pendingFen", $0)] } ?? [])
        case .creditLimitBelowUse(let usedFen, let balanceFen, let heldFen):
            Reason(
                .conflict, "CREDIT_LIMIT_BELOW_USE", "The credit in use is more than this limit.",
                figures: [Figure("usedFen", usedFen), Figure("balanceFen", balanceFen), Figure("heldFen", heldFen)])
        case .amountOutOfRange:
            Self.outOfRange("amountFen", "amountFen must be at least 1, and the new balance with the credit limit one that 64 bits can count.")
        case .notSeller:
            Reason(.forbidden, "NOT_PERMITTED", "An account is run by who sells to its owner: the brand, or a store's distributor.")
        case .limitOutOfRange:
            Self.outOfRange("creditLimitFen", "creditLimitFen must be at least 0, and with the balance a sum that 64 bits can count.")
        }
    }

    private static func outOfRange(_ field: String, _ detail: String) -> Reason {
        Reason(.invalid, "OUT_OF_RANGE", detail, faults: [Fault("/" + field, "OUT_OF_RANGE", detail)])
    }
}
