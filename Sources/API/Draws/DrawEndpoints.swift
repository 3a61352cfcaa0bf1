import Commerce
import Operations

extension Endpoints {
    static let draws: [Endpoint] = [.drawPrize, .listDraws, .readDraw, .buyBoxes, .addDrawToken, .listDrawTokens, .fulfilDraw, .readDrawProof, .readDrawOdds]
}

extension JSONObjectWriter {
    /// The fields of a draw.
    mutating func draw(_ draw: DrawView) {
        field("id", draw.id.external)
        field("campaign", draw.campaign.external)
        field("number", draw.number)
        field("token", draw.token)
        field("distributor", draw.organization.text)
        field("at", draw.at.rfc3339)
        field("state", draw.state.rawValue)
        if let sku = draw.sku {
            object("prize") { json in
                json.field("sku", sku.text)
                json.field("units", DrawView.prizeUnits)
            }
        } else if draw.fen > 0 {
            object("prize") { $0.field("fen", draw.fen) }
        } else {
            null("prize")
        }
        field("sentAt", draw.sentAt?.rfc3339)
        field("order", draw.order?.external)
        field("reversedFen", draw.reversedFen)
        field("owedFen", draw.owedFen)
    }

    /// What a prize is, by its place in the pool; one that is neither money nor goods is a blank.
    mutating func prize(_ prize: PrizePool.Prize) {
        field("weightBps", prize.weight)
        switch prize.win {
        case .nothing: break
        case .goods(let sku): field("sku", sku.text)
        case .money(let range):
            field("minFen", range.lowerBound)
            field("maxFen", range.upperBound)
        }
        field("stock", prize.stock)
    }
}

extension QueryForm {
    /// The parameter `campaign`.
    mutating func campaign() -> CampaignID? {
        guard let code = code("campaign") else { return nil }
        let id = CampaignID(external: code.text)
        if id == nil { refuse("campaign", "UNKNOWN_ID", "campaign is no id of this kind.") }
        return id
    }
}
