package import Commerce
import Postgres

/// What a campaign brought so far, from the ledger.
package struct CampaignResults: Sendable {
    package let campaign: CampaignID
    /// Those it gave something and that weren't cancelled.
    package let orders: Int64
    /// Bottles on their lines that got something, less those given up; of a period rebate those that it was posted for.
    package let units: Int64
    /// What orders were given, and rebates that were posted.
    package let discountFen: Int64
    /// Of `discountFen`, what isn't shipped yet.
    package let heldFen: Int64
    package let postedFen: Int64
    /// Nil: no limit.
    package let budgetLeftFen: Int64?
    package let usesLeft: Int64?
    /// Buyers with such an order, or a rebate; of a distributor's campaign its stores.
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
            postedFen: found.postedFen, budgetLeftFen: budget.amountFen.map { max(0, $0 - found.discountFen) },
            usesLeft: budget.uses.map { max(0, $0 - found.orders - found.rebated) }, distributors: found.distributors,
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

/// Everything that is measured, in one look at the ledger; README shows the same query. The goods compared are the SKUs that got something,
/// the buyers all below the owner that it sells to, which are distributors, or of a distributor's campaign its stores: who didn't take part
/// belongs to what the campaign did to sales.
struct ReadCampaignResults: Statement {
    struct Result: RowDecodable {
        let owner: OrganizationID
        let orders: Int64
        let distributors: Int64
        let rebated: Int64
        let units: Int64
        let discountFen: Int64
        let postedFen: Int64
        let unitsBefore: Int64
        let unitsSince: Int64
        let milliseconds: Int64
        init(from row: inout RowReader) throws {
            owner = OrganizationID(try row.next())
            orders = try row.next()
            distributors = try row.next()
            rebated = try row.next()
            units = try row.next()
            discountFen = try row.next()
            postedFen = try row.next()
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
            SELECT organization_id AS owner, starts_at, greatest(starts_at, least(ends_at, \(now))) AS until,
                   CASE WHEN organization_id = 0 THEN 9223372036854775807
                        ELSE organization_id + (CASE WHEN organization_id & 1099511627775 = 0 THEN 1::bigint << 40 ELSE 1048576 END) END AS upper
            FROM campaigns WHERE id = \(campaign)
        ), given AS (
            SELECT order_id, organization_id, fen - voided_fen AS fen, posted_fen, lines
            FROM order_campaigns WHERE campaign_id = \(campaign) AND NOT voided
        ), rebated AS (
            SELECT organization_id, units, posted_fen FROM rebate_statements WHERE campaign_id = \(campaign) AND posted_fen > 0
        ), sold AS (
            SELECT l.sku_id, l.units - l.cancelled_units AS units
            FROM given g JOIN order_lines l ON l.order_id = g.order_id AND l.line_no = ANY (g.lines)
        ), around AS (
            SELECT coalesce(sum(l.units - l.cancelled_units) FILTER (WHERE o.placed_at < c.starts_at), 0)::bigint AS before,
                   coalesce(sum(l.units - l.cancelled_units) FILTER (WHERE o.placed_at >= c.starts_at), 0)::bigint AS since
            FROM c
            JOIN orders o ON o.organization_id >= c.owner AND o.organization_id < c.upper
                AND (o.organization_id & 1048575 = 0) = (c.owner & 1099511627775 = 0)
                AND o.placed_at >= c.starts_at - interval '28 days' AND o.placed_at <= c.until AND o.status <> 'cancelled'
            JOIN order_lines l ON l.order_id = o.id AND l.given_by IS NULL AND l.sku_id IN (SELECT sku_id FROM sold)
        )
        SELECT c.owner, (SELECT count(*) FROM given) AS orders,
               (SELECT count(*) FROM (SELECT organization_id FROM given UNION SELECT organization_id FROM rebated) AS b) AS distributors,
               (SELECT count(*) FROM rebated) AS rebated,
               (SELECT coalesce(sum(units), 0)::bigint FROM (SELECT units FROM sold UNION ALL SELECT units FROM rebated) AS b) AS units,
               (SELECT coalesce(sum(fen), 0)::bigint FROM (SELECT fen FROM given UNION ALL SELECT posted_fen FROM rebated) AS b) AS discount_fen,
               (SELECT coalesce(sum(posted_fen), 0)::bigint FROM (SELECT posted_fen FROM given UNION ALL SELECT posted_fen FROM rebated) AS b) AS posted_fen,
               around.before AS units_before, around.since AS units_since, (extract(epoch FROM c.until - c.starts_at) * 1000)::bigint AS milliseconds
        FROM c, around
        """
    }

    let campaign: CampaignID
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(Timestamp(now))
    }
}
