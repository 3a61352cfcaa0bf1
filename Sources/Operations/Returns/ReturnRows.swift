import Commerce
import Postgres

/// A row of `returns` on its way to a view.
struct ReturnHead: RowDecodable {
    let id: ReturnID
    let number: String
    let order: OrderID
    let organization: OrganizationID
    let status: ReturnStatus
    let reason: String
    let requestedAt: Instant
    let decidedAt: Instant?
    let receivedAt: Instant?
    let refundFen: Int64
    let withheldFen: Int64

    init(from row: inout RowReader) throws {
        id = ReturnID(try row.next())
        number = try row.next()
        order = OrderID(try row.next())
        organization = OrganizationID(try row.next())
        status = ReturnStatus(rawValue: try row.next()) ?? .requested
        reason = try row.next()
        requestedAt = Instant(try row.next(Timestamp.self))
        decidedAt = try row.next(Timestamp?.self).map { Instant($0) }
        receivedAt = try row.next(Timestamp?.self).map { Instant($0) }
        refundFen = try row.next()
        withheldFen = try row.next()
    }

    static let select = """
        SELECT r.id, r.number, r.order_id, r.organization_id, r.status, r.reason, r.requested_at, r.decided_at, r.received_at, r.refund_fen,
               r.withheld_fen
        FROM returns r
        """

    func view(_ lines: some Sequence<ReturnLines.Result>, _ names: OrderNames) -> ReturnView {
        ReturnView(
            id: id, number: number, order: order, distributor: names.distributor(of: organization), store: names.store(of: organization), status: status, reason: reason,
            requestedAt: requestedAt, decidedAt: decidedAt, receivedAt: receivedAt, refundFen: refundFen, withheldFen: withheldFen,
            lines: lines.map { row in
                ReturnView.Line(
                    line: row.line, sku: row.code, warehouse: names.code(of: row.warehouse), units: row.units,
                    restockedUnits: row.restockedUnits, quarantinedUnits: row.quarantinedUnits, scrappedUnits: row.scrappedUnits,
                    refundFen: row.refundFen)
            })
    }
}

/// One return within a reach.
struct ReturnByID: Statement {
    typealias Result = ReturnHead

    static let sql = ReturnHead.select + " WHERE r.id = $1 AND r.organization_id >= $2 AND r.organization_id < $3"
    let id: ReturnID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// The lines of some returns.
struct ReturnLines: Statement {
    struct Result: RowDecodable {
        let `return`: ReturnID
        let line: Int
        let warehouse: WarehouseID
        let sku: SKUID
        let code: Code
        let units: Int64
        let restockedUnits: Int64
        let quarantinedUnits: Int64
        let scrappedUnits: Int64
        let refundFen: Int64
        init(from row: inout RowReader) throws {
            self.return = ReturnID(try row.next())
            line = Int(try row.next(Int32.self))
            warehouse = WarehouseID(try row.next())
            sku = SKUID(try row.next())
            code = Code(stored: try row.next())
            units = try row.next()
            restockedUnits = try row.next()
            quarantinedUnits = try row.next()
            scrappedUnits = try row.next()
            refundFen = try row.next()
        }

        var receivedUnits: Int64 { restockedUnits + quarantinedUnits + scrappedUnits }
    }
    static let columns = """
        l.return_id, l.order_line_no, l.warehouse_id, l.sku_id, k.code, l.units, l.restocked_units, l.quarantined_units, l.scrapped_units, l.refund_fen
        """
    static let sql = """
        SELECT \(columns) FROM return_lines l JOIN skus k ON k.id = l.sku_id
        WHERE l.return_id = ANY($1::bigint[])
        ORDER BY l.return_id, l.order_line_no, l.warehouse_id
        """
    let returns: [ReturnID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(returns.map(\.rawValue))
    }
}

/// Every return of an order, with its lines, whatever its status.
struct OrderReturns: Statement {
    struct Result: RowDecodable {
        let status: ReturnStatus
        let line: ReturnLines.Result
        init(from row: inout RowReader) throws {
            status = ReturnStatus(rawValue: try row.next()) ?? .requested
            line = try ReturnLines.Result(from: &row)
        }
    }
    static let sql = """
        SELECT r.status, \(ReturnLines.columns)
        FROM returns r JOIN return_lines l ON l.return_id = r.id JOIN skus k ON k.id = l.sku_id
        WHERE r.order_id = $1
        ORDER BY r.id, l.order_line_no, l.warehouse_id
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}
