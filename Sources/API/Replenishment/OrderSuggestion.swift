import Commerce
import Operations

extension Endpoint {
    /// 201 with the order on the brand that it has become.
    static let orderSuggestion = Endpoint(.post, "/v1/replenishment/suggestions/{id}/order", may: .placeOrders, keyed: true) { call in
        try call.noQuery()
        try call.noBody()
        guard let request = call.idempotentRequest else { preconditionFailure("orders are placed under a key") }
        return Answer(
            try await call.brand.orderSuggestion(
                try call.id(of: SuggestionEntity.self), by: call.caller, once: request,
                accepted: { order in
                    Answer.created(location: "/v1/orders/\(order.id.external)") { order.write(to: &$0) }.stored
                },
                refused: call.storedRefusal))
    }
}
