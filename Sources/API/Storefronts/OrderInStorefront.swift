import Commerce
import Operations

extension Endpoint {
    /// Prices, availability and promise of a store's order; nothing is kept.
    static let quoteStorefrontOrder = Endpoint(.post, "/v1/storefront/quotes", may: .orderInStorefront, writes: false) { call in
        try call.noQuery()
        let quote = try await call.brand.storefrontQuote(try await call.storefrontOrderDraft(), by: call.caller)
        return .ok { quote.write(to: &$0) }
    }

    /// 201 with the order, once it is durable.
    static let placeStorefrontOrder = Endpoint(.post, "/v1/storefront/orders", may: .orderInStorefront, keyed: true) { call in
        try call.noQuery()
        return try await call.placeInStorefront(try await call.storefrontOrderDraft())
    }

    /// The lines of an order of before, at what they cost now.
    static let repeatStorefrontOrder = Endpoint(.post, "/v1/storefront/orders/{id}/repeat", may: .orderInStorefront, keyed: true) { call in
        try call.noQuery()
        try call.noBody()
        return try await call.placeInStorefront(try await call.brand.repeatable(try call.id(of: OrderEntity.self), by: call.caller))
    }

    static let cancelStorefrontOrder = Endpoint(.post, "/v1/storefront/orders/{id}/cancel", may: .orderInStorefront, keyed: true, finishes: true) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: OrderEntity.self)
        return try await call.work { work in
            let order = try await work.cancelOrder(id)
            return .ok { order.write(to: &$0) }
        }
    }

    /// The rest of what is held of an order that was sold in advance; answers the order as it is afterwards.
    static let payStorefrontBalance = Endpoint(.post, "/v1/storefront/orders/{id}/balance", may: .orderInStorefront, keyed: true) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: OrderEntity.self)
        return try await call.work { work in
            let order = try await work.payBalance(of: id)
            return .ok { order.write(to: &$0) }
        }
    }

    static let readStorefrontOrder = Endpoint(.get, "/v1/storefront/orders/{id}", may: .orderInStorefront) { call in
        try call.noQuery()
        let order = try await call.brand.order(try call.id(of: OrderEntity.self), as: call.caller)
        return .ok { order.write(to: &$0) }
    }
}

extension Call {
    fileprivate func placeInStorefront(_ draft: OrderDraft) async throws -> Answer {
        guard let request = idempotentRequest else { preconditionFailure("orders are placed under a key") }
        return Answer(
            try await brand.placeStorefrontOrder(
                draft, by: caller, once: request,
                accepted: { order in
                    Answer.created(location: "/v1/storefront/orders/\(order.id.external)") { order.write(to: &$0) }.stored
                },
                refused: storedRefusal))
    }
}
