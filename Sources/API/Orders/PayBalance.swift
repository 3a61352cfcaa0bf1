import Commerce
import Operations

extension Endpoint {
    /// Answers the order as it is afterwards.
    static let payBalance = Endpoint(.post, "/v1/orders/{id}/balance", may: .placeOrders, keyed: true) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: OrderEntity.self)
        return try await call.work { work in
            let order = try await work.payBalance(of: id)
            return .ok { order.write(to: &$0) }
        }
    }
}

extension JSONObjectWriter {
    /// Deposit and balance of what is sold in advance; nothing for what isn't.
    mutating func advance(_ advance: AdvanceView?) {
        guard let advance else { return }
        object("advance") { json in
            json.field("depositFen", advance.depositFen)
            json.field("balanceFen", advance.balanceFen)
            json.field("balanceDue", advance.balanceDue.rfc3339)
            json.field("shipsAfter", advance.shipsAfter.rfc3339)
            json.field("paid", advance.paid)
        }
    }
}
