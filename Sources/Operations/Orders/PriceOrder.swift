package import Commerce
import Postgres

extension Brand {
    /// Who buys, and the order priced for them at this moment. What the snapshot doesn't know is looked for in the database before
    /// anything is refused.
    /// - Throws: 404 for a distributor out of reach, otherwise 422 with every fault: the buyer or the place left out, faults of the lines.
    func price(_ draft: OrderDraft, for caller: Caller) async throws -> (OrganizationRecord, PricedOrder) {
        let buyer = try await self.buyer(of: draft, caller)
        let (skus, snapshot) = try await skus(of: draft, for: buyer, caller)
        var faults: [Fault] = []
        guard let buyer else {
            faults.append(Fault("/distributor", "MISSING", "Only a distributor may leave out which distributor the order is for."))
            throw OrderRefusal.lines(faults + PricedOrder.unknown(draft, skus: skus))
        }
        let place = draft.shipTo ?? buyer.place
        if place == nil { faults.append(contentsOf: OrderRefusal.noPlace.reason.faults) }
        do {
            let priced = try PricedOrder(
                draft, skus: skus, buyer: buyer.buyer, place: place ?? Coordinates(storedLatitudeE6: 0, longitudeE6: 0),
                allowPartial: draft.allowPartial ?? snapshot.sourcing.policy.allowPartial, assortments: snapshot.assortments,
                prices: snapshot.prices, at: clock.now())
            guard place != nil else { throw OrderRefusal.noPlace }
            return (buyer, priced)
        } catch OrderRefusal.lines(let lines) {
            throw OrderRefusal.lines(faults + lines)
        }
    }

    /// What would be wrong with an order besides what its form has wrong: for naming all faults of a request at once.
    package func faults(of draft: OrderDraft, by caller: Caller) async throws -> [Fault] {
        do {
            _ = try await price(draft, for: caller)
            return []
        } catch let refusal as any Refusal {
            return refusal.reason.faults
        }
    }

    /// What each line's code means to this caller, and the snapshot that says so.
    func skus(
        of draft: OrderDraft, for buyer: OrganizationRecord?, _ caller: Caller
    ) async throws -> (skus: [SellableSKU?], snapshot: Snapshot) {
        var snapshot = catalog.current
        func isBuyable(_ code: Code) -> Bool {
            guard let sku = snapshot.skus[code] else { return false }
            return buyer.map { snapshot.assortments.allows(sku, to: $0.id) } ?? false
        }
        if draft.lines.allSatisfy({ isBuyable($0.sku) }) { return (draft.lines.map { snapshot.skus[$0.sku] }, snapshot) }
        let stands = try await writer.run(
            CatalogueStands(codes: draft.lines.map(\.sku.text), region: buyer?.id.region ?? .headquarters, caller: caller))
        if stands.contains(where: { snapshot.skus[$0.code] == nil || buyer != nil && $0.isBuyable && !isBuyable($0.code) }) {
            try await catalog.reload([.skus, .assortments])
            snapshot = catalog.current
        }
        let existing = Set(stands.lazy.filter(\.exists).map(\.code))
        return (draft.lines.map { isBuyable($0.sku) || existing.contains($0.sku) ? snapshot.skus[$0.sku] : nil }, snapshot)
    }

    /// - Returns: nil when the order must say it and doesn't.
    private func buyer(of draft: OrderDraft, _ caller: Caller) async throws -> OrganizationRecord? {
        guard let code = draft.distributor ?? (caller.role == .distributor ? caller.code : nil) else { return nil }
        guard let found = try await distributor(named: code), caller.reaches(found.id) else { throw Reason.absent("distributor") }
        return found
    }
}

/// Which of these codes a region's distributors may buy now, and which exist for the caller, by the tables themselves.
private struct CatalogueStands: Statement {
    struct Result: RowDecodable {
        let code: Code
        let isBuyable: Bool
        let exists: Bool
        init(from row: inout RowReader) throws {
            code = Code(stored: try row.next())
            isBuyable = try row.next()
            exists = try row.next()
        }
    }
    static let sql = """
        SELECT s.code, s.status = 'active' AND (s.owner_id = $2 OR s.owner_id = 0 AND (
                   NOT EXISTS (SELECT 1 FROM assortments a WHERE a.region_id = $2)
                   OR EXISTS (SELECT 1 FROM assortment_skus a WHERE a.region_id = $2 AND a.sku_id = s.id))),
               \(SKUVisibility.existence(region: "$3", isBelow: "$4"))
        FROM skus s WHERE s.code = ANY($1::text[])
        """
    let codes: [String]
    let region: OrganizationID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes)
        parameters.append(region.rawValue)
        SKUVisibility(caller: caller).bind(&parameters)
    }
}
