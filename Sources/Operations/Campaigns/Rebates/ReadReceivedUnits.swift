import Commerce
import Postgres

/// What a part of a campaign's audience received in its period, distributor by distributor, and what came back of that.
///
/// The units of an order's line that one warehouse sent stand in the order of their delivery, and what comes back is taken from the front: so each
/// unit that is returned is taken from one period, and from none twice. A distributor that has received nothing yet has a row of zeros, so that the
/// parts follow each other.
struct ReadReceivedUnits: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let receivedUnits: Int64
        let returnedUnits: Int64
        /// Before now, of this campaign; nil when there is no statement. Read without a lock: another campaign's rebate may just be making up
        /// for what it carries.
        let standing: RebateStanding?

        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            receivedUnits = try row.next()
            returnedUnits = try row.next()
            let units: Int64? = try row.next()
            let (earnedFen, postedFen, settledFen): (Int64, Int64, Int64) = (try row.next(), try row.next(), try row.next())
            standing = units.map { RebateStanding(units: $0, earnedFen: earnedFen, postedFen: postedFen, settledFen: settledFen) }
        }

        /// Whether a statement has to be written: something came or went, another version counts it otherwise, or something is still due.
        func moves(_ rebate: Tiered) -> Bool {
            guard let standing else { return receivedUnits > 0 }
            let next = RebateStatement(rebate, receivedUnits: receivedUnits, returnedUnits: returnedUnits)
            return standing.units != receivedUnits - returnedUnits || next?.earnedFen != standing.earnedFen || standing.dueFen > 0
        }
    }

    /// How many distributors are one part.
    static let part = 200
    static let sql = """
        WITH part AS MATERIALIZED (
            SELECT o.id FROM organizations o
            WHERE o.kind = 'distributor' AND o.id > $2 AND ($4::text[] = '{}' OR o.tier = ANY ($4::text[]))
              AND EXISTS (SELECT FROM organizations a WHERE a.code = ANY ($3::text[]) AND a.id IN (0, o.parent_id, o.id))
            ORDER BY o.id LIMIT \(part)
        )
        SELECT p.id, coalesce(u.received, 0)::bigint, coalesce(u.returned, 0)::bigint,
               t.units, coalesce(t.earned_fen, 0), coalesce(t.posted_fen, 0), coalesce(t.settled_fen, 0)
        FROM part p LEFT JOIN rebate_statements t ON t.campaign_id = $1 AND t.organization_id = p.id, LATERAL (
            SELECT sum(d.received) AS received, sum(least(d.received, greatest(0, coalesce(r.units, 0) - coalesce(b.units, 0)))) AS returned
            FROM (
                SELECT s.order_id, h.line_no, h.warehouse_id, sum(h.posted_units) AS received
                FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
                JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = h.line_no AND l.given_by IS NULL
                WHERE s.organization_id = p.id AND s.delivered_at >= $5 AND s.delivered_at < $6 AND h.sku_id = ANY ($7::int[])
                GROUP BY 1, 2, 3) d,
            LATERAL (
                SELECT sum(l.restocked_units + l.quarantined_units + l.scrapped_units) AS units
                FROM returns r JOIN return_lines l ON l.return_id = r.id
                WHERE r.order_id = d.order_id AND l.order_line_no = d.line_no AND l.warehouse_id = d.warehouse_id) r,
            LATERAL (
                SELECT sum(h.posted_units) AS units FROM shipments e JOIN stock_holds h ON h.shipment_id = e.id
                WHERE e.order_id = d.order_id AND e.delivered_at < $5 AND h.line_no = d.line_no AND h.warehouse_id = d.warehouse_id) b) u
        ORDER BY p.id
        """
    let campaign: ReadRebateCampaign.Result
    let audience: CampaignAudience
    let skus: [SKUID]
    let after: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.id.rawValue)
        parameters.append(after.rawValue)
        parameters.append(audience.organizations.map(\.text))
        parameters.append(audience.tiers)
        parameters.append(Timestamp(campaign.startsAt))
        parameters.append(Timestamp(campaign.endsAt))
        parameters.append(skus.map(\.rawValue))
    }
}
