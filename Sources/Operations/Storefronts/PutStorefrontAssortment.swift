package import Commerce
import Postgres

extension Work {
    /// Replaces what the caller's own storefront sells.
    ///
    /// SKUs are locked for sharing, so that no floor rises between the check and the commit.
    /// - Throws: `StorefrontRefusal`: `unknownStorefront` for any distributor but the caller, and when it has none yet; `items` with every fault.
    package func putStorefrontAssortment(_ items: [StorefrontItem], of distributor: Code) async throws -> StorefrontDetails {
        guard distributor == caller.code, let region = caller.organization.region else { throw StorefrontRefusal.unknownStorefront }
        // Two that put at once take turns, or one's items would be inserted among the other's.
        let (storefronts, found) = try await run(
            TouchStorefront(distributor: caller.organization, at: now), LockStorefrontGoods(region: region, codes: Set(items.map(\.sku)).sorted()))
        guard storefronts.affected == 1 else { throw StorefrontRefusal.unknownStorefront }
        let known = Dictionary(found.map { ($0.code, $0) }) { first, _ in first }
        let faults = items.faults(goods: known.mapValues(\.goods))
        guard faults.isEmpty else { throw StorefrontRefusal.items(faults) }
        let priced = items.compactMap { item in known[item.sku].map { (id: $0.id, item: item) } }
        let (_, _, rows) = try await run(
            DropStorefrontItems(distributor: caller.organization), InsertStorefrontItems(distributor: caller.organization, items: priced),
            StorefrontInReach(reach: caller.organization.reach, distributor: distributor))
        guard let view = rows.first?.view else { throw StorefrontRefusal.unknownStorefront }
        // What was within the region's limits by the old prices may not be by the new ones.
        try await pauseBeyondLimits(within: caller.organization.reach)
        try await announce(view)
        return view
    }
}

private struct TouchStorefront: Statement {
    static let sql = "UPDATE storefronts SET updated_at = $2 WHERE organization_id = $1"
    let distributor: OrganizationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(Timestamp(at))
    }
}

/// Of those named, the SKUs that exist for a distributor of the region, and whether it may buy them.
private struct LockStorefrontGoods: Statement {
    struct Result: RowDecodable {
        let id: SKUID
        let code: Code
        let goods: StorefrontGoods
        init(from row: inout RowReader) throws {
            id = SKUID(try row.next())
            code = Code(stored: try row.next())
            goods = StorefrontGoods(floorPriceFen: try row.next(), suggestedPriceFen: try row.next(), isBuyable: try row.next())
        }
    }
    static let sql = """
        SELECT s.id, s.code, s.floor_price_fen, s.suggested_price_fen,
               s.status = 'active' AND \(SKUVisibility.sql(region: "$1", isBelow: "true"))
        FROM skus s
        WHERE s.code = ANY($2) AND \(SKUVisibility.existence(region: "$1", isBelow: "true"))
        ORDER BY s.id FOR SHARE OF s
        """
    let region: OrganizationID
    let codes: [Code]

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
        parameters.append(codes.map(\.text))
    }
}

private struct DropStorefrontItems: Statement {
    static let sql = "DELETE FROM storefront_items WHERE organization_id = $1"
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
    }
}

private struct InsertStorefrontItems: Statement {
    static let sql = """
        INSERT INTO storefront_items (organization_id, sku_id, price_fen, core_fen, potential_fen, nurture_fen, max_units)
        SELECT $1, * FROM unnest($2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
        """
    let distributor: OrganizationID
    let items: [(id: SKUID, item: StorefrontItem)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(items.map(\.id.rawValue))
        parameters.append(items.map(\.item.priceFen))
        for tier in [StoreTier.core, .potential, .nurture] { parameters.append(items.map { $0.item.tierPrices[tier] }) }
        parameters.append(items.map(\.item.maxUnits))
    }
}
