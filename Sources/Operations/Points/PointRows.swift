import Commerce
import Postgres

/// What a batch's orders take of points, written with them. Orders that take none cost nothing here.
struct PointRows: Sendable {
    fileprivate struct Row: Sendable {
        let entry: Int64
        let order: OrderID
        let organization: OrganizationID
        let redeemed: RedeemedPoints
    }

    private var rows: [Row] = []

    mutating func add(_ redeemed: RedeemedPoints, to order: OrderID, of buyer: OrganizationID, entry: Int64) {
        rows.append(Row(entry: entry, order: order, organization: buyer, redeemed: redeemed))
    }

    /// The buyers' prepaid accounts are locked.
    func write(at now: Instant, in transaction: Transaction) async throws {
        guard !rows.isEmpty else { return }
        let entries = rows.map { row in
            InsertPointEntries.Row(
                id: row.entry, organization: row.organization, owner: row.redeemed.owner, order: row.order, points: -row.redeemed.points,
                fen: row.redeemed.fen, reference: nil, kind: .redeemed)
        }
        _ = try await transaction.run(InsertPointHolds(rows: rows), ChangePoints(entries), InsertPointEntries(rows: entries, at: now))
    }
}

private struct InsertPointHolds: Statement {
    static let sql = """
        INSERT INTO point_holds (order_id, organization_id, owner_id, points, amount_fen)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
        """
    let rows: [PointRows.Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.redeemed.owner.rawValue))
        parameters.append(rows.map(\.redeemed.points))
        parameters.append(rows.map(\.redeemed.fen))
    }
}

/// Keeps by which campaign an order will earn.
struct InsertOrderPoints: Statement {
    struct Row: Sendable {
        let order: OrderID
        let organization: OrganizationID
        let programme: PointsProgramme
    }

    static let sql = """
        INSERT INTO order_points (order_id, organization_id, owner_id, campaign_id, earn_bps, fen_per_point, version)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::int[])
        """
    let rows: [Row]

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.programme.owner.rawValue))
        parameters.append(rows.map(\.programme.campaign.rawValue))
        parameters.append(rows.map(\.programme.rule.earnBps))
        parameters.append(rows.map(\.programme.rule.redeemFenPerPoint))
        parameters.append(rows.map(\.programme.version))
    }
}
