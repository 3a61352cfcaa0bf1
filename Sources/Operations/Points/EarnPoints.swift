import Commerce
import Postgres

/// What an order's money earns once it is delivered, and loses with what comes back. The order is locked; its buyer's prepaid account is locked
/// here, under which alone points are touched.
extension Work {
    /// A shipment arrived: what was paid for it in money earns.
    func earnPoints(_ order: LockedOrder, by shipment: ShipmentID) async throws {
        guard order.earnsPoints else { return }
        let (_, earnings) = try await run(LockAccounts(organizations: [order.organization]), PayForDelivered(order: order.id, shipment: shipment))
        try await follow(earnings.first, of: order, reference: shipment.rawValue)
    }

    /// Money was paid back: its part of what was earned is taken back, below zero where it was spent. The account is locked.
    func reversePoints(_ moneyFen: Int64, of order: LockedOrder, for id: ReturnID) async throws {
        guard order.earnsPoints, moneyFen > 0 else { return }
        let (_, earnings) = try await run(LockAccounts(organizations: [order.organization]), RefundEarning(order: order.id, fen: moneyFen))
        try await follow(earnings.first, of: order, reference: id.rawValue)
    }

    /// Brings what the order earned in line with its sums.
    private func follow(_ earning: OrderEarning?, of order: LockedOrder, reference: Int64) async throws {
        guard let earning else { throw BrokenOrder(order: order.id, line: 0) }
        let change = earning.due.points - earning.points
        guard change != 0 else { return }
        let entry = InsertPointEntries.Row(
            id: try await newID(), organization: order.organization, owner: earning.owner, order: order.id, points: change, fen: 0,
            reference: reference, kind: change > 0 ? .earned : .reversed)
        _ = try await run(SetEarned(order: order.id, points: earning.due.points), ChangePoints([entry]), InsertPointEntries(rows: [entry], at: now))
    }
}

/// Where an order's earning stands.
private struct OrderEarning: RowDecodable {
    let owner: OrganizationID
    /// Given so far.
    let points: Int64
    /// What it should be.
    let due: EarnedPoints

    init(from row: inout RowReader) throws {
        owner = OrganizationID(try row.next())
        points = try row.next()
        due = EarnedPoints(earnBps: try row.next(), paidFen: try row.next(), refundedFen: try row.next())
    }

    static let columns = "owner_id, points, earn_bps, paid_fen, refunded_fen"
}

private struct PayForDelivered: Statement {
    typealias Result = OrderEarning
    static let sql = """
        UPDATE order_points SET paid_fen = paid_fen + (SELECT s.paid_fen FROM shipments s WHERE s.id = $2) WHERE order_id = $1
        RETURNING \(OrderEarning.columns)
        """
    let order: OrderID
    let shipment: ShipmentID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(shipment.rawValue)
    }
}

private struct RefundEarning: Statement {
    typealias Result = OrderEarning
    static let sql = "UPDATE order_points SET refunded_fen = refunded_fen + $2 WHERE order_id = $1 RETURNING \(OrderEarning.columns)"
    let order: OrderID
    let fen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(fen)
    }
}

private struct SetEarned: Statement {
    static let sql = "UPDATE order_points SET points = $2 WHERE order_id = $1"
    let order: OrderID
    let points: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(points)
    }
}

/// Keeps what was paid in money for a shipment that left, for when it arrives.
struct KeepPaid: Statement {
    static let sql = "UPDATE shipments SET paid_fen = $2 WHERE id = $1"
    let shipment: ShipmentID
    let fen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(shipment.rawValue)
        parameters.append(fen)
    }
}
