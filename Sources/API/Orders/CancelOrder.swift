import Commerce
import Operations

extension Endpoint {
    /// Answers the order as it is afterwards.
    static let cancelOrder = Endpoint(.post, "/v1/orders/{id}/cancel", may: .placeOrders, keyed: true, finishes: true) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: OrderEntity.self)
        return try await call.work { work in
            let order = try await work.cancelOrder(id)
            return .ok { order.write(to: &$0) }
        }
    }
}
