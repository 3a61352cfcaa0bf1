import Commerce
import Postgres

extension Work {
    /// Holds a distributor's campaign to what its region lets it do. How deep it goes is measured by what its storefront asks for the goods, and
    /// by the list price where it doesn't sell them.
    ///
    /// - Throws: `CampaignRefusal.beyondRegionLimit`.
    func checkRegionLimits(of distributor: OrganizationID, _ definition: CampaignDefinition) async throws {
        let (limits, skus) = try await run(
            ReadRegionLimits(region: distributor.region ?? .headquarters), ReadStorefrontGoods(distributor: distributor, codes: definition.skus))
        guard let limits = limits.first?.limits else { return }
        let goods = Dictionary(skus.map { ($0.code, $0.goods) }) { first, _ in first }
        try limits.check(definition) { goods[$0] }
    }
}

/// What a region lets those below it give away; no row: it has said nothing.
struct ReadRegionLimits: Statement {
    struct Result: RowDecodable {
        let limits: StorefrontCampaignLimits
        init(from row: inout RowReader) throws {
            limits = StorefrontCampaignLimits(maxOffBps: try row.next(Int32?.self).map { Int64($0) }, maxBudgetFen: try row.next())
        }
    }
    static let sql = "SELECT max_off_bps, max_budget_fen FROM storefront_policies WHERE organization_id = $1"
    let region: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
    }
}

/// At the dearest tier's price: the one that a campaign's price goes deepest below.
private struct ReadStorefrontGoods: Statement {
    struct Result: RowDecodable {
        let code: Code
        let goods: ApprovalGoods
        init(from row: inout RowReader) throws {
            code = Code(stored: try row.next())
            let priceFen: Int64 = try row.next()
            let attributes = GoodsAttributes(
                brand: try row.next(), series: try row.next(), category: try row.next(), aroma: try row.next(), priceBand: try row.next())
            goods = ApprovalGoods(listPriceFen: priceFen, attributes: attributes)
        }
    }
    static let sql = """
        SELECT s.code, coalesce(greatest(i.price_fen, i.core_fen, i.potential_fen, i.nurture_fen), s.list_price_fen), s.brand, s.series, s.category,
               s.aroma, s.price_band
        FROM skus s LEFT JOIN storefront_items i ON i.sku_id = s.id AND i.organization_id = $1
        WHERE s.code = ANY($2)
        """
    let distributor: OrganizationID
    let codes: Set<Code>

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(codes.map(\.text).sorted())
    }
}
