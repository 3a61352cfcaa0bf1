import Commerce
import Operations

extension Endpoint {
    /// `POST /v1/orders`: 201 with the order and its `Location`, once it is durable.
    static let placeOrder = Endpoint(.post, "/v1/orders", may: .placeOrders, keyed: true) { call in
        try call.noQuery()
        let draft = try await call.orderDraft()
        guard let request = call.idempotentRequest else { preconditionFailure("orders are placed under a key") }
        return Answer(
            try await call.brand.placeOrder(
                draft, by: call.caller, once: request,
                accepted: { order in
                    Answer.created(location: "/v1/orders/\(order.id.external)") { order.write(to: &$0) }.stored
                },
                refused: call.storedRefusal))
    }
}
