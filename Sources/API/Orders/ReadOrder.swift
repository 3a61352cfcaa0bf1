import Commerce
import Operations

extension Endpoint {
    static let readOrder = Endpoint(.get, "/v1/orders/{id}") { call in
        try call.noQuery()
        let order = try await call.brand.order(try call.id(of: OrderEntity.self), as: call.caller)
        return .ok { order.write(to: &$0) }
    }
}
