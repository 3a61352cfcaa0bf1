import Commerce
import Postgres

/// The lines of an order, in their order.
struct OrderLines: Statement {
    struct Result: RowDecodable {
        let line: Int
        let sku: SKUID
        let code: Code
        let unit: OrderUnit
        let quantity: Int64
        let units: Int64
        let unitPriceFen: Int64
        let discountFen: Int64
        let backorderedUnits: Int64
        let cancelledUnits: Int64
        let givenBy: CampaignID?
        init(from row: inout RowReader) throws {
            line = Int(try row.next(Int32.self))
            sku = SKUID(try row.next())
            code = Code(stored: try row.next())
            unit = try row.next(Bool.self) ? .case : .bottle
            quantity = Int64(try row.next(Int32.self))
            units = try row.next()
            unitPriceFen = try row.next()
            discountFen = try row.next()
            backorderedUnits = try row.next()
            cancelledUnits = try row.next()
            givenBy = try row.next(Int64?.self).map { CampaignID($0) }
        }
    }
    static let sql = """
        SELECT l.line_no, l.sku_id, k.code, l.by_case, l.quantity, l.units, l.unit_price_fen, l.discount_fen, l.backordered_units, l.cancelled_units,
               l.given_by
        FROM order_lines l JOIN skus k ON k.id = l.sku_id
        WHERE l.order_id = \(OrderKey.sql)
        ORDER BY l.line_no
        """
    let key: OrderKey

    func bind(_ parameters: inout Parameters) { key.bind(&parameters) }
}

/// The shipments of an order, the first one first; cancelled ones too.
struct OrderShipments: Statement {
    struct Result: RowDecodable {
        let id: ShipmentID
        let number: String
        let warehouse: WarehouseID
        let warehouseOrganization: OrganizationID
        let status: ShipmentStatus
        let distanceMetres: Int64
        let promisedAt: Instant
        init(from row: inout RowReader) throws {
            id = ShipmentID(try row.next())
            number = try row.next()
            warehouse = WarehouseID(try row.next())
            warehouseOrganization = OrganizationID(try row.next())
            status = ShipmentStatus(rawValue: try row.next()) ?? .cancelled
            distanceMetres = try row.next()
            promisedAt = Instant(try row.next(Timestamp.self))
        }
    }
    static let sql = """
        SELECT id, number, warehouse_id, warehouse_organization_id, status, distance_metres, promised_at
        FROM shipments WHERE order_id = \(OrderKey.sql)
        ORDER BY created_at, id
        """
    let key: OrderKey

    func bind(_ parameters: inout Parameters) { key.bind(&parameters) }
}

/// What feeds the shipments of an order: holds in order of line, general stock before the pool's.
struct OrderHolds: Statement {
    struct Result: RowDecodable {
        let shipment: ShipmentID
        let line: Int
        let warehouse: WarehouseID
        let sku: SKUID
        let source: StockClass
        let tier: SourcingTier
        let units: Int64
        let postedUnits: Int64
        let voidedUnits: Int64
        init(from row: inout RowReader) throws {
            shipment = ShipmentID(try row.next())
            line = Int(try row.next(Int32.self))
            warehouse = WarehouseID(try row.next())
            sku = SKUID(try row.next())
            source = try row.next(Bool.self) ? .pool : .general
            tier = SourcingTier(rawValue: try row.next()) ?? .hq
            units = try row.next()
            postedUnits = try row.next()
            voidedUnits = try row.next()
        }

        /// Neither shipped nor given up.
        var pendingUnits: Int64 { units - postedUnits - voidedUnits }
        var stock: StockKey { StockKey(warehouse: warehouse, sku: sku) }
    }
    static let sql = """
        SELECT h.shipment_id, h.line_no, h.warehouse_id, h.sku_id, h.from_pool, h.tier, h.units, h.posted_units, h.voided_units
        FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
        WHERE s.order_id = \(OrderKey.sql)
        ORDER BY h.line_no, s.created_at, s.id, h.from_pool
        """
    let key: OrderKey

    func bind(_ parameters: inout Parameters) { key.bind(&parameters) }
}
