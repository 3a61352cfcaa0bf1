import Commerce
import Postgres

/// The campaign's row is the lock that earnings by one campaign follow each other under, so that its budget is counted once. Before any account,
/// as of rebates and top-ups; a return needs no lock of it, since it only ever makes room.
struct LockEarningCampaign: Statement {
    static let sql = "SELECT 1 FROM campaigns WHERE id = (SELECT campaign_id FROM order_points WHERE order_id = $1) FOR NO KEY UPDATE"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

/// What limits points now, by the version in force, whatever version the order was priced with.
struct ReadEarningLimits: Statement {
    struct Result: RowDecodable {
        let limits: CampaignLimits
        init(from row: inout RowReader) throws {
            limits = CampaignLimits(try CampaignDefinition.read(JSONObject(stored: try row.next())))
        }
    }
    static let sql = """
        SELECT v.definition FROM order_points p JOIN campaigns c ON c.id = p.campaign_id
        JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version WHERE p.order_id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

/// What the order's campaign has given so far, in points' worth.
struct CountPointsGiven: Statement {
    struct Result: RowDecodable {
        let total: CampaignUsage
        let day: CampaignUsage
        let region: CampaignUsage
        let buyer: CampaignUsage
        init(from row: inout RowReader) throws {
            total = CampaignUsage(fen: try row.next(), uses: try row.next())
            day = CampaignUsage(fen: try row.next())
            region = CampaignUsage(fen: try row.next())
            buyer = CampaignUsage(fen: try row.next(), uses: try row.next())
        }

        func usage(of key: UsageKey, buyer organization: OrganizationID) -> CampaignUsage {
            if key.day != 0 { return day }
            guard let subject = key.subject else { return total }
            return subject == organization ? buyer : region
        }
    }
    static let sql = """
        SELECT coalesce(sum(fen), 0)::bigint, coalesce(sum(uses), 0)::bigint, coalesce(sum(day_fen) FILTER (WHERE day = $2), 0)::bigint,
               coalesce(sum(fen) FILTER (WHERE organization_id >= $3 AND organization_id < $4), 0)::bigint,
               coalesce(sum(fen) FILTER (WHERE organization_id = $5), 0)::bigint, coalesce(sum(uses) FILTER (WHERE organization_id = $5), 0)::bigint
        FROM points_given WHERE campaign_id = (SELECT campaign_id FROM order_points WHERE order_id = $1)
        """
    let order: OrderID
    let buyer: OrganizationID
    /// Since 1970-01-01, in Asia/Shanghai.
    let day: Int32

    func bind(_ parameters: inout Parameters) {
        let region = (buyer.region ?? buyer).reach
        parameters.append(order.rawValue)
        parameters.append(day)
        parameters.append(region.lowerBound.rawValue)
        parameters.append(region.upperBound.rawValue)
        parameters.append(buyer.rawValue)
    }
}

/// Raises what a campaign gave a distributor by what an order earned, or lowers it by what a return took back. A day's figure is what was earned on
/// it: a return leaves it, as it leaves the days of draws and rebates.
struct MovePointsGiven: Statement {
    static let sql = """
        INSERT INTO points_given AS g (campaign_id, organization_id, fen, uses, day_fen, day)
        SELECT p.campaign_id, p.organization_id, m.more, greatest(m.uses, 0), m.more, m.day
        FROM order_points p, (SELECT greatest($2::bigint, 0) AS more, $3::bigint AS uses, $4::int AS day) m WHERE p.order_id = $1
        ON CONFLICT (campaign_id, organization_id) DO UPDATE SET fen = g.fen + $2::bigint, uses = g.uses + $3::bigint,
            day_fen = CASE WHEN $2::bigint <= 0 THEN g.day_fen WHEN g.day = excluded.day THEN g.day_fen + excluded.day_fen ELSE excluded.day_fen END,
            day = CASE WHEN $2::bigint <= 0 THEN g.day ELSE excluded.day END
        """
    let order: OrderID
    let fen: Int64
    let uses: Int64
    let day: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(fen)
        parameters.append(uses)
        parameters.append(day)
    }
}
