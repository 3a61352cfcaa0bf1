import Commerce
import Postgres

/// What an order's money earns once it is delivered, and loses with what comes back. The order is locked; its buyer's prepaid account is locked
/// here, under which alone points are touched.
extension Work {
    /// A shipment arrived: what was paid for it in money earns as much as the campaign's budget still has room for. What it hasn't is withheld, and
    /// given only when a later shipment of the same order finds room. Locks: campaigns → accounts.
    func earnPoints(_ order: LockedOrder, by shipment: ShipmentID) async throws {
        guard order.earnsPoints else { return }
        let buyer = order.organization
        // In this order: what the locks waited for is seen by what is read after them.
        let (_, _, earnings, limits, given) = try await run(
            LockEarningCampaign(order: order.id), LockAccounts(organizations: [buyer]), PayForDelivered(order: order.id, shipment: shipment),
            ReadEarningLimits(order: order.id), CountPointsGiven(order: order.id, scope: CountedUsage.Scope(buyer: buyer, day: today)))
        guard let earning = earnings.first, let given = given.first else { throw BrokenOrder(order: order.id, line: 0) }
        let left = limits.first?.limits.allowance(of: earning.campaign, buyer: buyer, day: today) { given.usage(of: $0, buyer: buyer) }
        let more = earning.due.points - earning.points
        let allowed = left?.points(more, worthFen: earning.fenPerPoint, isNewUse: earning.points == 0) ?? more
        try await bring(earning, to: earning.points + max(0, allowed), of: order, reference: shipment.rawValue)
    }

    /// Money was paid back: its part of what was earned is taken back, below zero where it was spent, but first what was withheld. The account is locked.
    func reversePoints(_ moneyFen: Int64, of order: LockedOrder, for id: ReturnID) async throws {
        guard order.earnsPoints, moneyFen > 0 else { return }
        let (_, earnings) = try await run(LockAccounts(organizations: [order.organization]), RefundEarning(order: order.id, fen: moneyFen))
        guard let earning = earnings.first else { throw BrokenOrder(order: order.id, line: 0) }
        try await bring(earning, to: min(earning.points, earning.due.points), of: order, reference: id.rawValue)
    }

    /// Makes the order's points so many; what its rule gives beyond them is withheld.
    private func bring(_ earning: OrderEarning, to points: Int64, of order: LockedOrder, reference: Int64) async throws {
        let change = points - earning.points
        let withheld = earning.due.points - points
        guard change != 0 || withheld != earning.withheldPoints else { return }
        let earned = SetEarned(order: order.id, points: points, withheldPoints: withheld)
        guard change != 0 else {
            _ = try await run(earned)
            return
        }
        let entry = InsertPointEntries.Row(
            id: try await newID(), organization: order.organization, owner: earning.owner, order: order.id, points: change, fen: 0,
            reference: reference, kind: change > 0 ? .earned : .reversed)
        let uses: Int64 = (points > 0 ? 1 : 0) - (earning.points > 0 ? 1 : 0)
        _ = try await run(
            earned, ChangePoints([entry]), InsertPointEntries(rows: [entry], at: now),
            MovePointsGiven(order: order.id, fen: change * earning.fenPerPoint, uses: uses, day: today))
    }

    private var today: Int32 { Int32(now.shanghaiDay.daysSince1970) }
}

/// Where an order's earning stands.
private struct OrderEarning: RowDecodable {
    let owner: OrganizationID
    let campaign: CampaignID
    /// What a point counts against the budget.
    let fenPerPoint: Int64
    /// Given so far.
    let points: Int64
    /// Earned so far by the rule, and not given.
    let withheldPoints: Int64
    /// What it should be.
    let due: EarnedPoints

    init(from row: inout RowReader) throws {
        owner = OrganizationID(try row.next())
        campaign = CampaignID(try row.next())
        fenPerPoint = try row.next()
        points = try row.next()
        withheldPoints = try row.next()
        due = EarnedPoints(earnBps: try row.next(), paidFen: try row.next(), refundedFen: try row.next())
    }

    static let columns = "owner_id, campaign_id, fen_per_point, points, withheld_points, earn_bps, paid_fen, refunded_fen"
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
    static let sql = "UPDATE order_points SET points = $2, withheld_points = $3 WHERE order_id = $1"
    let order: OrderID
    let points: Int64
    let withheldPoints: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(points)
        parameters.append(withheldPoints)
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
