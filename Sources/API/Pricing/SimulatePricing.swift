import Commerce
import Operations

extension Endpoint {
    /// Everything is in the request: nothing is read and nothing kept.
    static let simulatePricing = Endpoint(.post, "/v1/pricing/simulations", writes: false) { call in
        try call.noQuery()
        var form = try call.form()
        let pricing = await (try form.pricingSimulation()).priceInTurn()
        return .ok { json in
            json.object { json in
                json.field("pricing") { pricing.write(to: &$0) }
                json.field("subtotalFen", pricing.subtotalFen)
                json.field("discountFen", pricing.discountFen)
                json.field("totalFen", pricing.totalFen)
            }
        }
    }
}
