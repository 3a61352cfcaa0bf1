import Commerce
import Postgres

/// Makes the counters that aren't there yet, each with what orders were given before it was asked for. Nearly always all of them are there,
/// and those that aren't are of buyers and days without an order.
///
/// What orders were given is locked, so that no shipment resolves it meanwhile and misses a counter that it can't see yet: whoever resolves
/// an order locks that before it looks for counters.
struct OpenUsage: Statement {
    static let sql = """
        WITH wanted AS MATERIALIZED (
            SELECT k.* FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::bigint[]) AS k (c, s, d, lower, upper)
            WHERE NOT EXISTS (SELECT 1 FROM campaign_usage u WHERE u.campaign_id = k.c AND u.subject_id = k.s AND u.day = k.d)
        ), given AS MATERIALIZED (
            SELECT w.c, w.s, w.d, o.order_id, o.fen, o.posted_fen, o.voided_fen, o.voided, o.quota_units
            FROM wanted w JOIN order_campaigns o ON o.campaign_id = w.c AND o.organization_id >= w.lower AND o.organization_id < w.upper
                AND (w.d = 0 OR (o.placed_at AT TIME ZONE 'Asia/Shanghai')::date = date '1970-01-01' + w.d)
            FOR SHARE OF o
        )
        INSERT INTO campaign_usage (campaign_id, subject_id, day, held_fen, posted_fen, uses, units)
        SELECT c, s, d, coalesce(sum(g.fen - g.posted_fen - g.voided_fen), 0), coalesce(sum(g.posted_fen), 0),
               count(g.order_id) FILTER (WHERE NOT g.voided), coalesce(sum(g.quota_units), 0)
        FROM wanted LEFT JOIN given g USING (c, s, d)
        GROUP BY c, s, d
        ORDER BY c, s, d
        ON CONFLICT DO NOTHING
        """
    /// Sorted and without repetition.
    let keys: [UsageKey]

    func bind(_ parameters: inout Parameters) {
        keys.bind(&parameters)
        parameters.append(keys.map { ($0.subject ?? .headquarters).reach.lowerBound.rawValue })
        parameters.append(keys.map { ($0.subject ?? .headquarters).reach.upperBound.rawValue })
    }
}
