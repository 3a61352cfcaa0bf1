import Commerce
import Postgres

extension Work {
    /// Holds a distributor's campaign to what its region lets it do. How deep it goes is measured by what its storefront asks for the goods, and
    /// by the list price where it doesn't sell them.
    ///
    /// - Throws: `CampaignRefusal.beyondRegionLimit`.
    func checkRegionLimits(of distributor: OrganizationID, _ definition: CampaignDefinition) async throws {
        if let refusal = try await regionRefusals([(distributor, definition)])[0] { throw refusal }
    }

    /// Pauses what of these campaigns, in force and locked, goes further than its region lets it by now, with why in its trail.
    ///
    /// - Returns: those that are paused, and how.
    func pausedBeyondLimits(_ rows: [CampaignRow]) async throws -> [CampaignID: CampaignCourse] {
        let rows = rows.filter { $0.owner.kind == .distributor }
        guard !rows.isEmpty else { return [:] }
        let versions = try await run(VersionsInForce(rows: rows))
        let definitions = Dictionary(versions.compactMap { version in version.definition.map { (version.campaign, $0) } }) { first, _ in first }
        let found = rows.compactMap { row in definitions[row.id].map { (row: row, definition: $0) } }
        let refusals = try await regionRefusals(found.map { ($0.row.owner, $0.definition) })
        var paused: [CampaignID: CampaignCourse] = [:]
        for (campaign, refusal) in zip(found, refusals) {
            guard let reason = refusal?.reason else { continue }
            var course = CampaignCourse(campaign.row)
            try course.move(.pause, at: now, isOwnMotion: true) { json in
                json.field("reason", reason.code)
                for figure in reason.figures { json.field(named: figure.name, figure.value) }
            }
            paused[campaign.row.id] = course
        }
        return paused
    }

    /// Pauses what distributors within reach run beyond their region's limits: after these, or the prices that depth is measured by, were changed.
    /// What is put in force meanwhile looks at the limits by itself.
    func pauseBeyondLimits(within reach: Range<OrganizationID>) async throws {
        let rows = try await run(LockCampaignsInForce(reach: reach))
        let paused = try await pausedBeyondLimits(Array(rows))
        try await write(paused.values.sorted { $0.row.id < $1.row.id })
    }

    /// For each of them why it goes too far; nil when it doesn't.
    private func regionRefusals(_ campaigns: [(distributor: OrganizationID, definition: CampaignDefinition)]) async throws -> [CampaignRefusal?] {
        let regions = Set(campaigns.compactMap(\.distributor.region)).sorted()
        let wanted = campaigns.flatMap { campaign in campaign.definition.skus.map { StorefrontGoodsKey(distributor: campaign.distributor, sku: $0) } }
        let (limits, skus) = try await run(ReadRegionLimits(regions: regions), ReadStorefrontGoods(wanted: Set(wanted)))
        let limitsOf = Dictionary(limits.map { ($0.region, $0.limits) }) { first, _ in first }
        let goods = Dictionary(skus.map { ($0.key, $0.goods) }) { first, _ in first }
        return campaigns.map { campaign in
            do throws(CampaignRefusal) {
                try campaign.distributor.region.flatMap { limitsOf[$0] }?.check(campaign.definition) {
                    goods[StorefrontGoodsKey(distributor: campaign.distributor, sku: $0)]
                }
                return nil
            } catch {
                return error
            }
        }
    }
}

private struct VersionsInForce: Statement {
    struct Result: RowDecodable {
        let campaign: CampaignID
        /// Nil: it can't be read any more, and no order is priced with it.
        let definition: CampaignDefinition?
        init(from row: inout RowReader) throws {
            campaign = CampaignID(try row.next())
            let text: String = try row.next()
            definition = try? CampaignDefinition.read(JSONObject(stored: text))
        }
    }
    static let sql = """
        SELECT v.campaign_id, v.definition FROM unnest($1::bigint[], $2::int[]) AS u (c, v) JOIN campaign_versions v ON v.campaign_id = u.c AND v.version = u.v
        """
    let rows: [CampaignRow]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.id.rawValue))
        parameters.append(rows.map(\.version))
    }
}

/// Those that orders are, or will be, priced with, in the order in which everybody locks them.
struct LockCampaignsInForce: Statement {
    typealias Result = CampaignRow
    static let sql = """
        SELECT \(CampaignRow.columns) FROM campaigns c
        WHERE c.organization_id >= $1 AND c.organization_id < $2 AND c.status IN ('scheduled', 'live')
        ORDER BY c.id FOR NO KEY UPDATE
        """
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// What regions let those below them give away; no row: it has said nothing. Shared with others that look, so that a region that changes them waits
/// for what is put in force by the old ones, and then sees it.
struct ReadRegionLimits: Statement {
    struct Result: RowDecodable {
        let region: OrganizationID
        let limits: StorefrontCampaignLimits
        init(from row: inout RowReader) throws {
            region = OrganizationID(try row.next())
            limits = StorefrontCampaignLimits(maxOffBps: try row.next(Int32?.self).map { Int64($0) }, maxBudgetFen: try row.next())
        }
    }
    static let sql = """
        SELECT organization_id, max_off_bps, max_budget_fen FROM storefront_policies WHERE organization_id = ANY($1::bigint[])
        ORDER BY organization_id FOR SHARE
        """
    let regions: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(regions.map(\.rawValue))
    }
}

private struct StorefrontGoodsKey: Hashable {
    let distributor: OrganizationID
    let sku: Code
}

/// At the dearest tier's price: the one that a campaign's price goes deepest below.
private struct ReadStorefrontGoods: Statement {
    struct Result: RowDecodable {
        let key: StorefrontGoodsKey
        let goods: ApprovalGoods
        init(from row: inout RowReader) throws {
            key = StorefrontGoodsKey(distributor: OrganizationID(try row.next()), sku: Code(stored: try row.next()))
            let priceFen: Int64 = try row.next()
            let attributes = GoodsAttributes(
                brand: try row.next(), series: try row.next(), category: try row.next(), aroma: try row.next(), priceBand: try row.next())
            goods = ApprovalGoods(listPriceFen: priceFen, attributes: attributes)
        }
    }
    static let sql = """
        SELECT u.distributor, s.code, CASE WHEN i.sku_id IS NULL THEN s.list_price_fen
                   ELSE \(StorefrontPrice.within("greatest(i.price_fen, i.core_fen, i.potential_fen, i.nurture_fen)", sku: "s")) END,
               s.brand, s.series, s.category, s.aroma, s.price_band
        FROM unnest($1::bigint[], $2::text[]) AS u (distributor, code) JOIN skus s ON s.code = u.code
             LEFT JOIN storefront_items i ON i.sku_id = s.id AND i.organization_id = u.distributor
        """
    let wanted: Set<StorefrontGoodsKey>

    func bind(_ parameters: inout Parameters) {
        let wanted = Array(wanted)
        parameters.append(wanted.map(\.distributor.rawValue))
        parameters.append(wanted.map(\.sku.text))
    }
}
