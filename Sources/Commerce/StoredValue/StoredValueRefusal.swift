/// Why a stored value is left as it is.
package enum StoredValueRefusal: Refusal, Equatable {
    case short(byFen: Int64)
    /// More should be paid out than there is of principal; bonus is never paid out.
    case principalShort(byFen: Int64)
    /// More should be stored than the prepaid account's balance has free; nothing is stored on credit.
    case balanceShort(byFen: Int64)
    case amountOutOfRange
    /// No such campaign, or one of another kind, or one that the caller doesn't see.
    case unknownCampaign
    /// The campaign isn't on: by its schedule, or since it is paused.
    case closed
    case notInAudience
    /// The buyer has topped up as often, or was given as much, as it may.
    case limitReached
    /// The campaign has given as often, or as much, as it may.
    case budgetSpent
    case unknownTopUp
    /// There is no gift to send, or it was sent.
    case nothingToSend
    /// Gifts are sent by whoever runs the campaign.
    case anothers

    package var reason: Reason {
        switch self {
        case .short(let byFen):
            Reason(.conflict, "STORED_VALUE_SHORT", "The stored value doesn't cover this.", figures: [Figure("shortByFen", byFen)])
        case .principalShort(let byFen):
            Reason(.conflict, "PRINCIPAL_SHORT", "Only principal is paid out.", figures: [Figure("shortByFen", byFen)])
        case .balanceShort(let byFen):
            Reason(.conflict, "BALANCE_SHORT", "The balance that no order holds doesn't cover this.", figures: [Figure("shortByFen", byFen)])
        case .amountOutOfRange:
            .invalid([Fault("/amountFen", "OUT_OF_RANGE", "amountFen must be at least 1, and the new balance one that 64 bits can count.")])
                ?? Reason(.invalid, "OUT_OF_RANGE", "The amount is out of range.")
        case .unknownCampaign: .absent("campaign")
        case .closed: Reason(.conflict, "CAMPAIGN_CLOSED", "The campaign isn't on now.")
        case .notInAudience: Reason(.conflict, "NOT_IN_AUDIENCE", "The campaign isn't for this buyer.")
        case .limitReached: Reason(.conflict, "LIMIT_REACHED", "The campaign gives this buyer no more.")
        case .budgetSpent: Reason(.conflict, "BUDGET_SPENT", "The campaign's budget doesn't cover this.")
        case .unknownTopUp: .absent("top-up")
        case .nothingToSend: Reason(.conflict, "NOTHING_TO_SEND", "This top-up gave no gift, or it was sent before.")
        case .anothers: Reason(.forbidden, "NOT_PERMITTED", "Gifts are sent by the campaign's owner, or by headquarters.")
        }
    }
}
