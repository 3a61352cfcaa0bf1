import Commerce
import Postgres

extension Work {
    /// Makes the counters of campaigns anew, by what their next versions limit: a counter that is there is kept by every order, and what a
    /// version doesn't limit has none. A limit that comes, or comes back, counts from the first order on.
    ///
    /// Under the campaign mark, which no order is written beside, and with what orders were given locked, which no shipment resolves
    /// meanwhile. Nothing else is locked after that but counters.
    func recountUsage(_ limits: [(campaign: CampaignID, limits: CampaignLimits)]) async throws {
        guard !limits.isEmpty else { return }
        let campaigns = limits.map(\.campaign)
        _ = try await run(TakeCampaignMark(), LockGiven(campaigns: campaigns), DropUsage(campaigns: campaigns), CountUsage(limits: limits))
    }
}

/// Excludes every order that is being written; ends with the transaction.
private struct TakeCampaignMark: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.campaign_mark'))"
    func bind(_ parameters: inout Parameters) {}
}

private struct LockGiven: Statement {
    static let sql = """
        SELECT count(*) FROM (SELECT 1 FROM order_campaigns WHERE campaign_id = ANY($1) ORDER BY campaign_id, order_id FOR SHARE) AS given
        """
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}

private struct DropUsage: Statement {
    static let sql = "DELETE FROM campaign_usage WHERE campaign_id = ANY($1)"
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}

/// What has no order yet is opened when one comes.
private struct CountUsage: Statement {
    static let sql = """
        INSERT INTO campaign_usage (campaign_id, subject_id, day, held_fen, posted_fen, uses, units)
        SELECT l.c, k.s, k.d, sum(o.fen - o.posted_fen - o.voided_fen), sum(o.posted_fen), count(*) FILTER (WHERE NOT o.voided), sum(o.quota_units)
        FROM unnest($1::bigint[], $2::boolean[], $3::boolean[], $4::boolean[], $5::boolean[]) AS l (c, everybody, days, regions, buyers)
        JOIN order_campaigns o ON o.campaign_id = l.c, LATERAL (VALUES
            (l.everybody, -1::bigint, 0), (l.days, -1::bigint, (o.placed_at AT TIME ZONE 'Asia/Shanghai')::date - date '1970-01-01'),
            (l.regions, o.organization_id & ~((1::bigint << 40) - 1), 0), (l.buyers, o.organization_id, 0)) AS k (counted, s, d)
        WHERE k.counted
        GROUP BY l.c, k.s, k.d
        """
    let limits: [(campaign: CampaignID, limits: CampaignLimits)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(limits.map(\.campaign.rawValue))
        parameters.append(limits.map(\.limits.countsAll))
        parameters.append(limits.map(\.limits.countsDays))
        parameters.append(limits.map(\.limits.countsRegions))
        parameters.append(limits.map(\.limits.countsBuyers))
    }
}
