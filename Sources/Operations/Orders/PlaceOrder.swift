package import Commerce

extension Brand {
    /// Places an order: prices it, sources it, reserves the stock, holds the money, numbers it, creates its shipments and writes its event,
    /// all or nothing, and answers when that is durable.
    ///
    /// A distributor orders for itself; a region for its distributors, headquarters for any, naming the distributor.
    ///
    /// - Parameter keepsRefusals: whether a business refusal is kept as the key's answer; otherwise it is thrown, and the key stays unused.
    /// - Returns: the answer, made by `accepted` or, for a business refusal (409), by `refused`; kept under the request's key either way.
    /// - Throws: a `Refusal` that isn't kept (404, 422, 503), or `PostgresError` when the database is away.
    package func placeOrder(
        _ draft: OrderDraft, by caller: Caller, once request: IdempotentRequest, keepsRefusals: Bool = true,
        accepted: @escaping @Sendable (OrderView) -> StoredAnswer, refused: @escaping @Sendable (Reason) -> StoredAnswer
    ) async throws -> Answered {
        let (buyer, priced) = try await price(draft, for: caller)
        return try await intake.place(
            IncomingOrder(
                priced: priced, caller: caller, buyerCode: buyer.code, request: request, keepsRefusals: keepsRefusals, accepted: accepted,
                refused: refused))
    }
}
