package import Commerce
import Postgres

/// Why points came or went.
package enum PointEntryKind: String, CaseIterable, Sendable {
    /// A shipment arrived that was paid in money.
    case earned
    /// Money was refunded.
    case reversed
    /// They pay a part of an order.
    case redeemed
    /// What they should pay was given up.
    case released
    /// What they paid was refunded.
    case refunded
}

/// A distributor's points in one owner's programme.
package struct PointsView: Equatable, Sendable {
    package let owner: Code
    /// Below zero when points were spent that a return then took back.
    package let points: Int64

    /// Whether any can be redeemed.
    package var redeemable: Bool { points > 0 }
}

/// One change of a distributor's points.
package struct PointEntry: Equatable, Sendable {
    package let id: PointEntryID
    package let at: Instant
    package let owner: Code
    package let kind: PointEntryKind
    /// Positive when the balance rose; 0 when less came back than one point pays.
    package let points: Int64
    /// What the points pay of the order.
    package let fen: Int64
    package let order: OrderID
    /// The shipment that earned, the return that reversed or refunded, in its outer form.
    package let reference: String?
}

extension Brand {
    /// A distributor's points, owner by owner; none where it never had any.
    /// - Throws: 404 when there is no such distributor within the caller's reach.
    package func points(of code: Code, as caller: Caller) async throws -> [PointsView] {
        let reach = caller.organization.reach
        let (accounts, rows) = try await read(as: caller, ReadAccount(code: code, reach: reach), ListPoints(code: code, reach: reach))
        guard !accounts.isEmpty else { throw Reason.absent("distributor") }
        let names = try await names(organizations: Set(rows.map(\.owner)))
        return rows.map { PointsView(owner: names.code(of: $0.owner), points: $0.points) }.sorted { $0.owner.text < $1.owner.text }
    }

    /// What became of a distributor's points, newest first.
    /// - Throws: 404 when there is no such distributor within the caller's reach; 422 `INVALID_CURSOR`.
    package func pointEntries(of code: Code, page: PageRequest, as caller: Caller) async throws -> Page<PointEntry> {
        let reach = caller.organization.reach
        let list = ListPointEntries(code: code, reach: reach, before: try page.beforeID(), limit: page.fetchLimit)
        let (accounts, rows) = try await read(as: caller, ReadAccount(code: code, reach: reach), list)
        guard !accounts.isEmpty else { throw Reason.absent("distributor") }
        let names = try await names(organizations: Set(rows.map(\.owner)))
        return Page(rows, for: page) { String($0.id.rawValue) }.map { $0.view(names) }
    }
}

private struct ListPoints: Statement {
    struct Result: RowDecodable, Sendable {
        let owner: OrganizationID
        let points: Int64
        init(from row: inout RowReader) throws {
            owner = OrganizationID(try row.next())
            points = try row.next()
        }
    }
    static let sql = """
        SELECT a.owner_id, a.points FROM organizations o JOIN point_accounts a ON a.organization_id = o.id
        WHERE o.code = $1 AND o.kind = 'distributor' AND o.id >= $2 AND o.id < $3
        """
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// As the entries of accounts are listed: the distributor first, then one scan in each partition.
private struct ListPointEntries: Statement {
    struct Result: RowDecodable, Sendable {
        let id: PointEntryID
        let owner: OrganizationID
        private let at: Instant
        private let kind: PointEntryKind
        private let points: Int64
        private let fen: Int64
        private let order: OrderID
        private let reference: Int64?
        init(from row: inout RowReader) throws {
            id = PointEntryID(try row.next())
            at = Instant(try row.next(Timestamp.self))
            owner = OrganizationID(try row.next())
            kind = PointEntryKind(rawValue: try row.next()) ?? .earned
            points = try row.next()
            fen = try row.next()
            order = OrderID(try row.next())
            reference = try row.next()
        }

        func view(_ names: OrderNames) -> PointEntry {
            PointEntry(
                id: id, at: at, owner: names.code(of: owner), kind: kind, points: points, fen: fen, order: order,
                reference: reference.map { kind == .earned ? ShipmentID($0).external : ReturnID($0).external })
        }
    }
    static let sql = """
        WITH distributor AS MATERIALIZED (SELECT id FROM organizations WHERE code = $1 AND kind = 'distributor' AND id >= $2 AND id < $3)
        SELECT id, at, owner_id, kind, points, fen, order_id, reference
        FROM point_entries
        WHERE organization_id = (SELECT id FROM distributor) AND id < $4
        ORDER BY id DESC LIMIT $5
        """
    let code: Code
    let reach: Range<OrganizationID>
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(before)
        parameters.append(limit)
    }
}
