import Commerce
import Postgres

extension Work {
    /// The SKUs that a rebate counts: those in its scope now, and those that were when something received was counted. So goods that get another name,
    /// series or price band go on being counted, and what was posted for them doesn't turn into a debt; goods that come into the scope join.
    func rebateGoods(of campaign: ReadRebateCampaign.Result, _ rebate: Tiered) async throws -> RebateGoods {
        let kept = try await run(ReadRebateGoods(campaign: campaign.id, version: campaign.version)).map(\.sku)
        let now = brand.catalog.current.skus.all.filter { rebate.scope.contains($0.code, $0.attributes) }.map(\.id)
        return RebateGoods(kept: Set(kept), skus: Set(kept).union(now))
    }

    /// Once anything of them has been received. The campaign is locked.
    func keep(_ goods: RebateGoods, of campaign: ReadRebateCampaign.Result) async throws {
        let new = goods.skus.subtracting(goods.kept).sorted()
        guard !new.isEmpty else { return }
        _ = try await run(KeepRebateGoods(campaign: campaign.id, version: campaign.version, skus: new))
    }
}

/// What a rebate counts, and what of it is kept for good.
struct RebateGoods: Sendable {
    let kept: Set<SKUID>
    let skus: Set<SKUID>
}

private struct ReadRebateGoods: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        init(from row: inout RowReader) throws { sku = SKUID(try row.next()) }
    }
    static let sql = "SELECT sku_id FROM rebate_goods WHERE campaign_id = $1 AND version = $2"
    let campaign: CampaignID
    let version: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(version)
    }
}

private struct KeepRebateGoods: Statement {
    static let sql = "INSERT INTO rebate_goods (campaign_id, version, sku_id) SELECT $1, $2, s FROM unnest($3::int[]) AS s ON CONFLICT DO NOTHING"
    let campaign: CampaignID
    let version: Int32
    let skus: [SKUID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(version)
        parameters.append(skus.map(\.rawValue))
    }
}
