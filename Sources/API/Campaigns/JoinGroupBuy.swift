import Commerce
import Operations

extension Endpoint {
    /// `POST /v1/group-buys/{campaign}/join`: 201 with the order that awaits its group, once it is durable.
    static let joinGroupBuy = Endpoint(.post, "/v1/group-buys/{campaign}/join", may: .joinGroupBuys, keyed: true) { call in
        try call.noQuery()
        let campaign = try call.id("campaign", of: CampaignEntity.self)
        var form = try call.form()
        let join = GroupBuyJoin(
            campaign: campaign, quantity: form.int("quantity", 1...OrderDraft.maxQuantity), unit: form.optionalChoice("unit") ?? .case,
            distributor: form.optionalCode("distributor"), shipTo: form.optionalObject("shipTo") { $0.coordinates() },
            expectedTotalFen: form.optionalInt("expectedTotalFen", 0...Int64.max), note: form.optionalText("note", 0...2000),
            tender: form.optionalObject("tender", Tender.read) ?? .money)
        try form.finish()
        guard let request = call.idempotentRequest else { preconditionFailure("groups are joined under a key") }
        let orders = call.caller.role == .store ? "/v1/storefront/orders/" : "/v1/orders/"
        return Answer(
            try await call.brand.joinGroupBuy(
                join, by: call.caller, once: request,
                accepted: { order in
                    Answer.created(location: orders + order.id.external) { order.write(to: &$0) }.stored
                },
                refused: call.storedRefusal))
    }
}
