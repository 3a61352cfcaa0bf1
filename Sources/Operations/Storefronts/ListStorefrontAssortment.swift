package import Commerce
import Postgres

extension Brand {
    /// What a storefront within the caller's reach sells, by code, with the prices of every tier.
    /// - Throws: `StorefrontRefusal.unknownStorefront`.
    package func storefrontAssortment(of distributor: Code, page: PageRequest, as caller: Caller) async throws -> Page<StorefrontItem> {
        let reach = caller.organization.reach
        let (found, items) = try await read(
            as: caller, FindStorefront(distributor: distributor, reach: reach),
            ListAssortmentItems(distributor: distributor, reach: reach, after: try page.afterCode(), limit: page.fetchLimit))
        guard !found.isEmpty else { throw StorefrontRefusal.unknownStorefront }
        return Page(items.map(\.item), for: page) { $0.sku.text }
    }
}

/// The items are the distributor's part of their primary key, two thousand at most, sorted here by code.
private struct ListAssortmentItems: Statement {
    struct Result: RowDecodable {
        let item: StorefrontItem
        init(from row: inout RowReader) throws {
            let sku = Code(stored: try row.next())
            let priceFen: Int64 = try row.next()
            var tierPrices: [StoreTier: Int64] = [:]
            for tier in [StoreTier.core, .potential, .nurture] { tierPrices[tier] = try row.next(Int64?.self) }
            item = StorefrontItem(sku: sku, priceFen: priceFen, tierPrices: tierPrices, maxUnits: try row.next())
        }
    }
    static let sql = """
        SELECT s.code, i.price_fen, i.core_fen, i.potential_fen, i.nurture_fen, i.max_units
        FROM storefront_items i JOIN skus s ON s.id = i.sku_id
        WHERE i.organization_id = (SELECT id FROM organizations WHERE code = $1 AND id >= $2 AND id < $3) AND s.code > $4
        ORDER BY s.code LIMIT $5
        """
    let distributor: Code
    let reach: Range<OrganizationID>
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(after)
        parameters.append(limit)
    }
}
