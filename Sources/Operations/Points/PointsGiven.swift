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
    typealias Result = CountedUsage
    static let sql = """
        SELECT \(CountedUsage.columns(fen: "fen", uses: "uses", dayFen: "sum(day_fen) FILTER (WHERE day = $2)"))
        FROM points_given WHERE campaign_id = (SELECT campaign_id FROM order_points WHERE order_id = $1)
        """
    let order: OrderID
    let scope: CountedUsage.Scope

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        scope.bind(&parameters)
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
