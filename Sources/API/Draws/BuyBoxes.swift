import Commerce
import Operations

extension Endpoint {
    static let buyBoxes = Endpoint(.post, "/v1/draws/boxes", may: .drawPrizes, keyed: true) { call in
        try call.noQuery()
        var form = try call.form()
        let campaign = form.id("campaign", of: CampaignEntity.self)
        let quantity = form.int("quantity", Int64(1)...100)
        try form.finish()
        return try await call.work { work in
            let bought = try await work.buyBoxes(of: campaign, quantity: quantity)
            return .created { json in
                json.object { json in
                    json.field("id", bought.id.external)
                    json.field("campaign", bought.campaign.external)
                    json.field("totalFen", bought.totalFen)
                    json.array("boxes", bought.boxes) { $0.draw($1) }
                }
            }
        }
    }
}
