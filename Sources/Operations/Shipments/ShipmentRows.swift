import Commerce
import Postgres

/// A row of `shipments` on its way to a view.
struct ShipmentHead: RowDecodable {
    let id: ShipmentID
    let number: String
    let order: OrderID
    let organization: OrganizationID
    let warehouse: WarehouseID
    let status: ShipmentStatus
    let distanceMetres: Int64
    let createdAt: Instant
    let promisedAt: Instant
    let pickedAt: Instant?
    let shippedAt: Instant?
    let deliveredAt: Instant?
    let cancelledAt: Instant?

    init(from row: inout RowReader) throws {
        id = ShipmentID(try row.next())
        number = try row.next()
        order = OrderID(try row.next())
        organization = OrganizationID(try row.next())
        warehouse = WarehouseID(try row.next())
        status = ShipmentStatus(rawValue: try row.next()) ?? .cancelled
        distanceMetres = try row.next()
        createdAt = Instant(try row.next(Timestamp.self))
        promisedAt = Instant(try row.next(Timestamp.self))
        pickedAt = try row.next(Timestamp?.self).map { Instant($0) }
        shippedAt = try row.next(Timestamp?.self).map { Instant($0) }
        deliveredAt = try row.next(Timestamp?.self).map { Instant($0) }
        cancelledAt = try row.next(Timestamp?.self).map { Instant($0) }
    }

    static let select = """
        SELECT s.id, s.number, s.order_id, s.organization_id, s.warehouse_id, s.status, s.distance_metres, s.created_at, s.promised_at,
               s.picked_at, s.shipped_at, s.delivered_at, s.cancelled_at
        FROM shipments s
        """

    /// `$lower` and `$upper` bound a reach: of the buyer's side or of the warehouse's.
    static func within(_ lower: String, _ upper: String) -> String {
        """
        (s.organization_id >= \(lower) AND s.organization_id < \(upper)
            OR s.warehouse_organization_id >= \(lower) AND s.warehouse_organization_id < \(upper))
        """
    }

    func view(_ lines: some Sequence<ShipmentLines.Result>, _ names: OrderNames) -> ShipmentView {
        ShipmentView(
            id: id, number: number, order: order, distributor: names.distributor(of: organization), store: names.store(of: organization), warehouse: names.code(of: warehouse), status: status,
            distanceMetres: distanceMetres, createdAt: createdAt, promisedAt: promisedAt, pickedAt: pickedAt, shippedAt: shippedAt,
            deliveredAt: deliveredAt, cancelledAt: cancelledAt, lines: lines.map(\.line))
    }
}

/// One shipment within a reach.
struct ShipmentByID: Statement {
    typealias Result = ShipmentHead

    static let sql = ShipmentHead.select + " WHERE s.id = $1 AND " + ShipmentHead.within("$2", "$3")
    let id: ShipmentID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// What is in some shipments.
struct ShipmentLines: Statement {
    struct Result: RowDecodable {
        let shipment: ShipmentID
        let line: ShipmentView.Line
        init(from row: inout RowReader) throws {
            shipment = ShipmentID(try row.next())
            line = ShipmentView.Line(
                line: Int(try row.next(Int32.self)), sku: Code(stored: try row.next()), source: try row.next(Bool.self) ? .pool : .general,
                tier: SourcingTier(rawValue: try row.next()) ?? .hq, units: try row.next())
        }
    }
    static let sql = """
        SELECT h.shipment_id, h.line_no, k.code, h.from_pool, h.tier, h.units - h.voided_units
        FROM stock_holds h JOIN skus k ON k.id = h.sku_id
        WHERE h.shipment_id = ANY($1::bigint[]) AND h.units > h.voided_units
        ORDER BY h.shipment_id, h.line_no, h.from_pool
        """
    let shipments: [ShipmentID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(shipments.map(\.rawValue))
    }
}
