package import Commerce

/// One draw as its buyer sees it.
package struct DrawView: Equatable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// The prize is none, or every prize was gone.
        case nothing
        /// Money, on the buyer's prepaid account since the draw.
        case credited
        /// Goods that the campaign's owner has still to send.
        case open
        /// An order sends them.
        case sent
        /// What earned its token came back: goods aren't sent, and money is taken back.
        case reversed
    }
    /// Of goods a draw wins one.
    package static let prizeUnits: Int64 = 1

    package let id: DrawID
    package let campaign: CampaignID
    package let number: Int64
    package let organization: Code
    package let at: Instant
    package let token: String
    /// At least 1 when money was won.
    package let fen: Int64
    package let sku: Code?
    package var state: State
    package var sentAt: Instant?
    /// The order that sends the goods.
    package var order: OrderID?
    /// Money that was taken back.
    package var reversedFen: Int64 = 0

    /// Money that was won and is to be taken back, and that the account doesn't cover yet.
    package var owedFen: Int64 { state == .reversed ? fen - reversedFen : 0 }
}

/// Boxes that were bought together, with what was in them.
package struct BoxPurchaseView: Sendable {
    package let id: BoxPurchaseID
    package let campaign: CampaignID
    package let totalFen: Int64
    package let boxes: [DrawView]
}

/// A draw before it is written.
struct NewDraw: Sendable {
    let id: DrawID
    let token: String
    let drawn: DrawProof.Draw
    var purchase: BoxPurchaseID?
    var priceFen: Int64 = 0

    var wonFen: Int64 { if case .money(let fen) = drawn.outcome.won { fen } else { 0 } }
    var sku: Code? { if case .goods(let sku) = drawn.outcome.won { sku } else { nil } }

    var state: DrawView.State {
        if sku != nil { return .open }
        return wonFen > 0 ? .credited : .nothing
    }

    func view(campaign: CampaignID, organization: Code, at now: Instant) -> DrawView {
        DrawView(
            id: id, campaign: campaign, number: Int64(drawn.number), organization: organization, at: now, token: token, fen: wonFen, sku: sku, state: state,
            sentAt: nil)
    }
}
