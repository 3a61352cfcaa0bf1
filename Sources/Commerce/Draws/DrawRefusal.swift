/// Why nothing is drawn, bought or sent.
package enum DrawRefusal: Refusal, Equatable {
    /// No such draw, or none of that kind, or one that the caller doesn't see.
    case unknown
    case unknownToken
    case tokenUsed
    /// The game handed it in before.
    case tokenExists
    /// Its tokens come from orders.
    case noGame
    /// The campaign isn't on: by its schedule, or since it is paused.
    case closed
    case notInAudience
    /// The buyer has drawn as often as it may.
    case limitReached
    /// The campaign has drawn as often as it may.
    case budgetSpent
    case soldOut(available: Int64)
    /// There is nothing to send, or it was sent.
    case nothingToSend
    /// Prizes are sent by whoever runs the campaign.
    case anothers

    package var reason: Reason {
        switch self {
        case .unknown: .absent("draw")
        case .unknownToken: .absent("token")
        case .tokenUsed: Reason(.conflict, "TOKEN_USED", "The token has drawn already.")
        case .tokenExists: Reason(.conflict, "TOKEN_EXISTS", "The campaign has a token of this name already.")
        case .noGame: Reason(.conflict, "NOT_A_GAME", "This campaign's tokens are earned by orders.")
        case .closed: Reason(.conflict, "DRAW_CLOSED", "The campaign isn't on now.")
        case .notInAudience: Reason(.conflict, "NOT_IN_AUDIENCE", "The campaign isn't for this buyer.")
        case .limitReached: Reason(.conflict, "LIMIT_REACHED", "This buyer has drawn as often as it may.")
        case .budgetSpent: Reason(.conflict, "BUDGET_SPENT", "The campaign's draws are used up.")
        case .soldOut(let available):
            Reason(.conflict, "SOLD_OUT", "Fewer boxes are left than that.", figures: [Figure("available", available)])
        case .nothingToSend: Reason(.conflict, "NOTHING_TO_SEND", "This draw won no goods, or they were sent before.")
        case .anothers: Reason(.forbidden, "NOT_PERMITTED", "Prizes are sent by the campaign's owner, or by headquarters.")
        }
    }
}
