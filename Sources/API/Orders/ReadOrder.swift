import Commerce
import Operations

extension Endpoint {
    static let readOrder = Endpoint(.get, "/v1/orders/{id}") { call in
        try call.noQuery()
        let order = try await call.brand.order(try await call.namedOrder(), as: call.caller)
        return .ok { order.write(to: &$0) }
    }
}

extension Call {
    /// The order that the path names, by its id or by its readable number.
    /// - Throws: 404 when it is neither of one within the caller's reach.
    func namedOrder() async throws -> OrderID {
        let text = try parameter("id")
        if let id = OrderID(external: text) { return id }
        guard let number = Code(text), let id = try await brand.orderID(numbered: number, as: caller) else { throw Reason.absent("order") }
        return id
    }
}
