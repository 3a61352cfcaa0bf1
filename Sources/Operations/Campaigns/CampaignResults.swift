package import Commerce
import Postgres

/// What a campaign brought so far, from the ledger.
package struct CampaignResults: Sendable {
    package let campaign: CampaignID
    /// Those it gave something, or that earned points by it, and that weren't cancelled.
    package let orders: Int64
    /// Bottles on their lines that got something, less those given up or returned; of a period rebate those that it was posted for; bottles won, bought
    /// in boxes or given with a top-up.
    package let units: Int64
    /// What orders were given, less the frozen share of what came back; rebates that were posted; money won and not reversed; bonuses of top-ups, and
    /// gifts at list price; points at what they pay, less those that returns took back.
    package let discountFen: Int64
    /// Of `discountFen`, what isn't shipped yet.
    package let heldFen: Int64
    package let postedFen: Int64
    /// Nil: no limit. What orders gave back, and draws whose money was reversed, stay spent: budgets are held to like that.
    package let budgetLeftFen: Int64?
    package let usesLeft: Int64?
    /// Buyers with such an order, a rebate, a draw or a top-up; of a distributor's campaign its stores.
    package let distributors: Int64
    package let lift: CampaignLift
}

extension Brand {
    /// - Throws: `CampaignRefusal.unknown` when the caller doesn't see the campaign, `.anothers` when it is only published to it.
    package func campaignResults(of id: CampaignID, as caller: Caller) async throws -> CampaignResults {
        let (figures, versions) = try await read(as: caller, ReadCampaignResults(campaign: id, now: clock.now()), CampaignInForce(id: id))
        guard let found = figures.first, let version = versions.first else { throw CampaignRefusal.unknown }
        guard caller.reaches(found.owner) else { throw CampaignRefusal.anothers }
        let budget = version.definition.budget
        return CampaignResults(
            campaign: id, orders: found.orders, units: found.units, discountFen: found.discountFen, heldFen: found.discountFen - found.postedFen,
            postedFen: found.postedFen, budgetLeftFen: budget.amountFen.map { max(0, $0 - found.spentFen) },
            usesLeft: budget.uses.map { max(0, $0 - found.uses) }, distributors: found.distributors,
            lift: CampaignLift(unitsBefore: found.unitsBefore, unitsSince: found.unitsSince, milliseconds: found.milliseconds))
    }
}

private struct CampaignInForce: Statement {
    typealias Result = CampaignVersion
    static let sql = """
        SELECT v.version, v.template_version, v.definition, v.filled
        FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version WHERE c.id = $1
        """
    let id: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(id.rawValue) }
}

/// Everything that is measured, in one look at the ledger; README shows the same query. The goods compared are the SKUs that got something, or that a
/// period rebate counts; the buyers all below the owner that it sells to, which are distributors, or of a distributor's campaign its stores: who didn't
/// take part belongs to what the campaign did to sales.
struct ReadCampaignResults: Statement {
    struct Result: RowDecodable {
        let owner: OrganizationID
        let orders: Int64
        let distributors: Int64
        let uses: Int64
        let units: Int64
        let discountFen: Int64
        let postedFen: Int64
        /// What the budget counts: more than `discountFen` where something was given back that stays spent.
        let spentFen: Int64
        let unitsBefore: Int64
        let unitsSince: Int64
        let milliseconds: Int64
        init(from row: inout RowReader) throws {
            owner = OrganizationID(try row.next())
            orders = try row.next()
            distributors = try row.next()
            uses = try row.next()
            units = try row.next()
            discountFen = try row.next()
            postedFen = try row.next()
            spentFen = try row.next()
            unitsBefore = try row.next()
            unitsSince = try row.next()
            milliseconds = try row.next()
        }
    }

    static let sql = query(campaign: "$1", now: "$2::timestamptz")

    /// - Parameters:
    ///   - campaign: SQL for the number behind `cmp_`.
    ///   - now: SQL for the moment up to which is counted.
    static func query(campaign: String, now: String) -> String {
        """
        WITH c AS (
            SELECT id, version, organization_id AS owner, starts_at, greatest(starts_at, least(ends_at, \(now))) AS until,
                   CASE WHEN organization_id = 0 THEN 9223372036854775807
                        ELSE organization_id + (CASE WHEN organization_id & 1099511627775 = 0 THEN 1::bigint << 40 ELSE 1048576 END) END AS upper
            FROM campaigns WHERE id = \(campaign)
        ), back AS (
            SELECT r.order_id, l.order_line_no AS line_no, sum(l.restocked_units + l.quarantined_units + l.scrapped_units) AS units
            FROM c JOIN returns r ON r.organization_id >= c.owner AND r.organization_id < c.upper JOIN return_lines l ON l.return_id = r.id
            GROUP BY 1, 2
        ), discounted AS (
            SELECT o.* FROM c JOIN order_campaigns o ON o.campaign_id = c.id WHERE NOT o.voided
        ), sold AS (
            SELECT d.organization_id, l.sku_id, l.units - l.cancelled_units - coalesce(b.units, 0) AS units
            FROM discounted d JOIN order_lines l ON l.order_id = d.order_id AND l.line_no = ANY (d.lines)
            LEFT JOIN back b ON b.order_id = l.order_id AND b.line_no = l.line_no
        ), given (organization_id, orders, uses, units, fen, posted_fen, spent_fen) AS (
            SELECT organization_id, 1, 1, 0, fen - voided_fen, posted_fen, fen - voided_fen FROM discounted
            UNION ALL
            SELECT organization_id, 0, 0, units, 0, 0, 0 FROM sold
            UNION ALL
            SELECT d.organization_id, 0, 0, 0, -share.fen, -share.fen, 0
            FROM discounted d, unnest(d.lines, d.line_units, d.line_fen) AS p (line_no, units, fen)
            JOIN back b ON b.line_no = p.line_no, LATERAL (SELECT div(p.fen * b.units, p.units) AS fen) share
            WHERE b.order_id = d.order_id
            UNION ALL
            SELECT organization_id, 0, 1, units, posted_fen, posted_fen, posted_fen FROM rebate_statements JOIN c ON c.id = campaign_id WHERE posted_fen > 0
            UNION ALL
            SELECT organization_id, 0, 1, CASE WHEN sku IS NOT NULL AND state <> 'reversed' THEN 1 ELSE 0 END,
                   CASE WHEN state <> 'reversed' THEN fen ELSE 0 END, CASE WHEN state <> 'reversed' THEN fen ELSE 0 END, fen
            FROM draws JOIN c ON c.id = campaign_id
            UNION ALL
            SELECT organization_id, 0, times, coalesce(gift_units, 0), bonus_fen + gift_fen, bonus_fen + gift_fen, bonus_fen + gift_fen
            FROM stored_top_ups JOIN c ON c.id = campaign_id
            UNION ALL
            SELECT organization_id, uses, uses, 0, fen, fen, fen FROM points_given JOIN c ON c.id = campaign_id WHERE uses > 0
        ), goods AS (
            SELECT sku_id FROM sold UNION SELECT g.sku_id FROM c JOIN rebate_goods g ON g.campaign_id = c.id AND g.version = c.version
        ), around AS (
            SELECT coalesce(sum(l.units - l.cancelled_units - coalesce(b.units, 0)) FILTER (WHERE o.placed_at < c.starts_at), 0)::bigint AS before,
                   coalesce(sum(l.units - l.cancelled_units - coalesce(b.units, 0)) FILTER (WHERE o.placed_at >= c.starts_at), 0)::bigint AS since
            FROM c
            JOIN orders o ON o.organization_id >= c.owner AND o.organization_id < c.upper
                AND (o.organization_id & 1048575 = 0) = (c.owner & 1099511627775 = 0)
                AND o.placed_at >= c.starts_at - interval '28 days' AND o.placed_at <= c.until AND o.status <> 'cancelled'
            JOIN order_lines l ON l.order_id = o.id AND l.given_by IS NULL AND l.sku_id IN (SELECT sku_id FROM goods)
            LEFT JOIN back b ON b.order_id = l.order_id AND b.line_no = l.line_no
        ), sums AS (
            SELECT coalesce(sum(orders), 0)::bigint AS orders, count(DISTINCT organization_id) AS distributors, coalesce(sum(uses), 0)::bigint AS uses,
                   coalesce(sum(units), 0)::bigint AS units, coalesce(sum(fen), 0)::bigint AS discount_fen,
                   coalesce(sum(posted_fen), 0)::bigint AS posted_fen, coalesce(sum(spent_fen), 0)::bigint AS spent_fen
            FROM given
        )
        SELECT c.owner, sums.*, around.before AS units_before, around.since AS units_since,
               (extract(epoch FROM c.until - c.starts_at) * 1000)::bigint AS milliseconds
        FROM c, sums, around
        """
    }

    let campaign: CampaignID
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(Timestamp(now))
    }
}
