package import Commerce
import Postgres

/// A standing order as its store sees it, and as the job works it.
package struct StandingOrderView: Sendable {
    package let id: StandingOrderID
    package let organization: OrganizationID
    package let createdAt: Instant
    package let weekday: Int
    package let status: StandingOrderStatus
    package let nextOn: CalendarDay
    package let skippedOn: CalendarDay?
    package let lastOn: CalendarDay?
    package let lastOrder: OrderID?
    /// The code of the refusal, when the last time nothing was placed.
    package let lastRefusal: String?
    package let note: String?
    package let lines: [OrderDraft.Line]
}

struct StandingOrderRow: RowDecodable {
    let view: StandingOrderView

    static let columns = """
        t.id, t.organization_id, t.created_at, t.weekday, t.status, t.next_on - date '1970-01-01', t.skipped_on - date '1970-01-01', t.last_on - date '1970-01-01',
        t.last_order, t.last_refusal, t.note, t.skus, t.quantities, t.by_case
        """

    init(from row: inout RowReader) throws {
        func day(_ days: Int32?) -> CalendarDay? { days.map { CalendarDay(daysSince1970: Int($0)) } }
        let id = StandingOrderID(try row.next())
        let organization = OrganizationID(try row.next())
        let createdAt = Instant(try row.next(Timestamp.self))
        let weekday = Int(try row.next(Int32.self))
        let status = StandingOrderStatus(rawValue: try row.next()) ?? .ended
        let nextOn = CalendarDay(daysSince1970: Int(try row.next(Int32.self)))
        let skippedOn = day(try row.next())
        let lastOn = day(try row.next())
        let lastOrder = try row.next(Int64?.self).map { OrderID($0) }
        let lastRefusal: String? = try row.next()
        let note: String? = try row.next()
        let skus: [String] = try row.next()
        let quantities: [Int32] = try row.next()
        let byCase: [Bool] = try row.next()
        let lines = skus.indices.map { index in
            OrderDraft.Line(sku: Code(stored: skus[index]), quantity: Int64(quantities[index]), unit: byCase[index] ? .case : .bottle)
        }
        view = StandingOrderView(
            id: id, organization: organization, createdAt: createdAt, weekday: weekday, status: status, nextOn: nextOn, skippedOn: skippedOn, lastOn: lastOn,
            lastOrder: lastOrder, lastRefusal: lastRefusal, note: note, lines: lines)
    }
}

/// A standing order under its lock; whoever is placing it is waited for.
struct LockStandingOrder: Statement {
    typealias Result = StandingOrderRow
    static let sql = "SELECT \(StandingOrderRow.columns) FROM standing_orders t WHERE t.id = $1 FOR NO KEY UPDATE"
    let id: StandingOrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}

/// Writes all that changes of one.
struct UpdateStandingOrder: Statement {
    static let sql = """
        UPDATE standing_orders SET weekday = $2, status = $3, next_on = date '1970-01-01' + $4, skipped_on = date '1970-01-01' + $5,
               last_on = date '1970-01-01' + $6, last_order = $7, last_refusal = $8, skus = $9, quantities = $10, by_case = $11
        WHERE id = $1
        """
    let order: StandingOrderView

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.id.rawValue)
        parameters.append(Int32(order.weekday))
        parameters.append(order.status.rawValue)
        parameters.append(Int32(order.nextOn.daysSince1970))
        parameters.append(order.skippedOn.map { Int32($0.daysSince1970) })
        parameters.append(order.lastOn.map { Int32($0.daysSince1970) })
        parameters.append(order.lastOrder?.rawValue)
        parameters.append(order.lastRefusal)
        parameters.append(order.lines.map(\.sku.text))
        parameters.append(order.lines.map { Int32($0.quantity) })
        parameters.append(order.lines.map { $0.unit == .case })
    }
}
