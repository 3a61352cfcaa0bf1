import Commerce
import Postgres

/// What pays a batch's orders besides money, and what they take of stored value, written with them. Orders paid in money cost nothing here.
struct TenderRows: Sendable {
    fileprivate struct Row: Sendable {
        let order: OrderID
        let organization: OrganizationID
        let totalFen: Int64
        let storedFen: Int64
        let pointsFen: Int64
        let parts: [StoredValueHold.Part]
    }

    private var rows: [Row] = []

    mutating func add(_ spend: StoredValueSpend?, pointsFen: Int64, to order: OrderID, of buyer: OrganizationID, totalFen: Int64) {
        rows.append(
            Row(
                order: order, organization: buyer, totalFen: totalFen, storedFen: spend?.totalFen ?? 0, pointsFen: pointsFen,
                parts: spend.map { StoredValueHold($0).parts } ?? []))
    }

    /// The buyers' prepaid accounts are locked.
    func write(in transaction: Transaction) async throws {
        guard !rows.isEmpty else { return }
        let parts = rows.flatMap { row in row.parts.enumerated().map { HeldPart(order: row.order, organization: row.organization, number: $0, part: $1) } }
        _ = try await transaction.run(
            HoldStoredAccounts(parts: parts), HoldBonuses(parts: parts.filter { $0.part.account == .storedBonus }), InsertOrderTenders(rows: rows),
            InsertStoredHolds(parts: parts))
    }
}

private struct HeldPart: Sendable {
    let order: OrderID
    let organization: OrganizationID
    let number: Int
    let part: StoredValueHold.Part
}

private struct HoldStoredAccounts: Statement {
    static let sql = """
        UPDATE accounts a SET held_fen = a.held_fen + u.fen
        FROM (SELECT o, k, sum(f)::bigint AS fen FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS u (o, k, f) GROUP BY o, k) u
        WHERE a.organization_id = u.o AND a.kind = u.k
        """
    let parts: [HeldPart]

    func bind(_ parameters: inout Parameters) {
        parameters.append(parts.map(\.organization.rawValue))
        parameters.append(parts.map(\.part.account.rawValue))
        parameters.append(parts.map(\.part.amountFen))
    }
}

private struct HoldBonuses: Statement {
    static let sql = """
        UPDATE stored_bonuses b SET held_fen = b.held_fen + u.fen
        FROM (SELECT o, e, sum(f)::bigint AS fen FROM unnest($1::bigint[], $2::timestamptz[], $3::bigint[]) AS u (o, e, f) GROUP BY o, e) u
        WHERE b.organization_id = u.o AND b.expires_at IS NOT DISTINCT FROM u.e
        """
    let parts: [HeldPart]

    func bind(_ parameters: inout Parameters) {
        parameters.append(parts.map(\.organization.rawValue))
        parameters.append(parts.map { $0.part.expiresAt.map { Timestamp($0) } })
        parameters.append(parts.map(\.part.amountFen))
    }
}

private struct InsertOrderTenders: Statement {
    static let sql = """
        INSERT INTO order_tenders (order_id, organization_id, total_fen, stored_fen, points_fen)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
        """
    let rows: [TenderRows.Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.totalFen))
        parameters.append(rows.map(\.storedFen))
        parameters.append(rows.map(\.pointsFen))
    }
}

private struct InsertStoredHolds: Statement {
    static let sql = """
        INSERT INTO stored_holds (order_id, organization_id, amount_fen, expires_at, part, account)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::int[], $6::text[])
        """
    let parts: [HeldPart]

    func bind(_ parameters: inout Parameters) {
        parameters.append(parts.map(\.order.rawValue))
        parameters.append(parts.map(\.organization.rawValue))
        parameters.append(parts.map(\.part.amountFen))
        parameters.append(parts.map { $0.part.expiresAt.map { Timestamp($0) } })
        parameters.append(parts.map { Int32($0.number) })
        parameters.append(parts.map(\.part.account.rawValue))
    }
}
