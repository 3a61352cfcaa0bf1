package import Commerce

extension Brand {
    /// Places a store's order in its distributor's storefront: all of what `placeOrder` does, and for goods of the brand's on it the distributor's
    /// debt to the brand, in one transaction.
    ///
    /// The distributor's own stock goes first, then the pool under the distributor's share, then the region's if the region allows it. What is
    /// short of its credit takes nothing of the brand's.
    ///
    /// - Parameters as of `placeOrder`.
    /// - Throws: As `placeOrder`; 404 when there is no storefront.
    package func placeStorefrontOrder(
        _ draft: OrderDraft, by caller: Caller, once request: IdempotentRequest, keepsRefusals: Bool = true,
        accepted: @escaping @Sendable (OrderView) -> StoredAnswer, refused: @escaping @Sendable (Reason) -> StoredAnswer
    ) async throws -> Answered {
        let order = try await price(draft, inStorefrontBy: caller.organization)
        return try await intake.place(
            IncomingOrder(
                priced: order.priced, caller: caller, buyerCode: order.store, sellerCode: order.distributor, request: request,
                keepsRefusals: keepsRefusals, accepted: accepted, refused: refused))
    }

    /// Prices and sources a store's order without keeping anything.
    package func storefrontQuote(_ draft: OrderDraft, by caller: Caller) async throws -> QuoteView {
        let order = try await price(draft, inStorefrontBy: caller.organization)
        return try await quote(order.priced, distributor: order.distributor, store: order.store)
    }

    /// What a store ordered before, as an order of now: what was given to it isn't ordered again.
    /// - Throws: 404 when it has no such order.
    package func repeatable(_ id: OrderID, by caller: Caller) async throws -> OrderDraft {
        let order = try await order(id, as: caller)
        guard order.store == caller.code else { throw Reason.absent("order") }
        return OrderDraft(
            distributor: nil, shipTo: nil,
            lines: order.lines.filter { $0.givenBy == nil }.map { OrderDraft.Line(sku: $0.sku, quantity: $0.quantity, unit: $0.unit) },
            allowPartial: nil, allowBackorder: false, note: nil)
    }
}
