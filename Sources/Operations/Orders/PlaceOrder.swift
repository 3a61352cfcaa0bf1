package import Commerce
import Postgres

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

    /// Who buys, and the order priced for them at this moment. What the snapshot doesn't know is looked for in the database before
    /// anything is refused.
    func price(_ draft: OrderDraft, for caller: Caller) async throws -> (OrganizationRecord, PricedOrder) {
        let buyer = try await self.buyer(of: draft, caller)
        guard let place = draft.shipTo ?? buyer.place else { throw OrderRefusal.noPlace }
        var snapshot = catalog.current
        if draft.lines.contains(where: { line in snapshot.skus[line.sku].map { snapshot.assortments.allows($0, to: buyer.id) } != true }) {
            let changed = try await writer.run(CatalogueStands(codes: draft.lines.map(\.sku.text), region: buyer.id.region ?? .headquarters))
            if changed.contains(where: { row in snapshot.skus[row.code].map { snapshot.assortments.allows($0, to: buyer.id) } != true && row.buyable }) {
                try await catalog.reload([.skus, .assortments])
                snapshot = catalog.current
            }
        }
        let priced = try PricedOrder(
            draft, skus: draft.lines.map { snapshot.skus[$0.sku] }, buyer: buyer.buyer, place: place,
            allowPartial: draft.allowPartial ?? snapshot.sourcing.policy.allowPartial, assortments: snapshot.assortments,
            prices: snapshot.prices, at: clock.now())
        return (buyer, priced)
    }

    private func buyer(of draft: OrderDraft, _ caller: Caller) async throws -> OrganizationRecord {
        guard let code = draft.distributor ?? (caller.role == .distributor ? caller.code : nil) else {
            throw Reason(
                .invalid, "MISSING", "Say which distributor the order is for.",
                faults: [Fault("/distributor", "MISSING", "Only a distributor may leave it out.")])
        }
        guard let found = try await distributor(named: code), caller.reaches(found.id) else { throw Reason.absent("distributor") }
        return found
    }
}

/// Which of these codes a region's distributors may buy now, by the tables themselves.
private struct CatalogueStands: Statement {
    struct Result: RowDecodable {
        let code: Code
        let buyable: Bool
        init(from row: inout RowReader) throws {
            code = Code(stored: try row.next())
            buyable = try row.next()
        }
    }
    static let sql = """
        SELECT s.code, s.status = 'active' AND (s.owner_id = $2 OR s.owner_id = 0 AND (
                   NOT EXISTS (SELECT 1 FROM assortments a WHERE a.region_id = $2)
                   OR EXISTS (SELECT 1 FROM assortment_skus a WHERE a.region_id = $2 AND a.sku_id = s.id)))
        FROM skus s WHERE s.code = ANY($1::text[])
        """
    let codes: [String]
    let region: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes)
        parameters.append(region.rawValue)
    }
}
