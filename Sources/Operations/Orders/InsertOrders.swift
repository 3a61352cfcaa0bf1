import Commerce
import Postgres

/// One statement a table, whatever the number of orders: unnest() turns parallel arrays into rows.
struct InsertOrders: Statement {
    struct Row: Sendable {
        let view: OrderView
        let priced: PricedOrder
        /// What is held on the account at once.
        let heldFen: Int64
        let placedBy: String
        let trace: [UInt8]
    }

    static let sql = """
        INSERT INTO orders (id, organization_id, placed_at, promised_at, subtotal_fen, discount_fen, total_fen, cost_fen, gap_fen,
                            policy_version, latitude_e6, longitude_e6, optimal, allow_partial, allow_backorder, status, number, placed_by, note)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::bigint[], $7::bigint[],
                             $8::bigint[], $9::bigint[], $10::int[], $11::int[], $12::int[], $13::boolean[], $14::boolean[], $15::boolean[],
                             $16::text[], $17::text[], $18::text[], $19::text[])
        """
    let rows: [Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.view.id.rawValue))
        parameters.append(rows.map(\.priced.buyer.organization.rawValue))
        parameters.append(rows.map { Timestamp($0.view.placedAt) })
        parameters.append(rows.map { $0.view.promisedAt.map { Timestamp($0) } })
        parameters.append(rows.map(\.view.subtotalFen))
        parameters.append(rows.map(\.view.discountFen))
        parameters.append(rows.map(\.view.totalFen))
        parameters.append(rows.map(\.view.sourcing.costFen))
        parameters.append(rows.map(\.view.sourcing.gapFen))
        parameters.append(rows.map { Int32($0.view.sourcing.policyVersion) })
        parameters.append(rows.map(\.priced.place.latitudeE6))
        parameters.append(rows.map(\.priced.place.longitudeE6))
        parameters.append(rows.map(\.view.sourcing.optimal))
        parameters.append(rows.map(\.priced.allowPartial))
        parameters.append(rows.map(\.priced.allowBackorder))
        parameters.append(rows.map(\.view.status.rawValue))
        parameters.append(rows.map(\.view.number))
        parameters.append(rows.map(\.placedBy))
        parameters.append(rows.map(\.view.note))
    }
}

struct InsertOrderLines: Statement {
    struct Row: Sendable {
        let order: OrderID
        let sku: SKUID
        let line: OrderView.Line
    }

    static let sql = """
        INSERT INTO order_lines (order_id, units, unit_price_fen, discount_fen, backordered_units, cancelled_units, given_by, line_no, sku_id, quantity,
                                 by_case)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::int[], $9::int[],
                             $10::int[], $11::boolean[])
        """
    let rows: [Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.line.units))
        parameters.append(rows.map(\.line.unitPriceFen))
        parameters.append(rows.map(\.line.discountFen))
        parameters.append(rows.map(\.line.backorderedUnits))
        parameters.append(rows.map(\.line.cancelledUnits))
        parameters.append(rows.map { $0.line.givenBy.flatMap { CampaignID(external: $0.text) }?.rawValue })
        parameters.append(rows.map { Int32($0.line.line) })
        parameters.append(rows.map(\.sku.rawValue))
        parameters.append(rows.map { Int32($0.line.quantity) })
        parameters.append(rows.map { $0.line.unit == .case })
    }
}

struct InsertShipments: Statement {
    struct Row: Sendable {
        let shipment: OrderView.Shipment
        let order: OrderID
        let organization: OrganizationID
        let warehouse: WarehouseID
        let warehouseOrganization: OrganizationID
        let costFen: Int64
    }

    static let sql = """
        INSERT INTO shipments (id, order_id, organization_id, warehouse_organization_id, distance_metres, cost_fen, created_at, promised_at,
                               warehouse_id, status, number)
        SELECT i, o, g, wo, d, c, $1, p, w, s, n
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::timestamptz[], $9::int[], $10::text[], $11::text[])
             AS u (i, o, g, wo, d, c, p, w, n, s)
        """
    let rows: [Row]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.shipment.id.rawValue))
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.warehouseOrganization.rawValue))
        parameters.append(rows.map(\.shipment.distanceMetres))
        parameters.append(rows.map(\.costFen))
        parameters.append(rows.map { Timestamp($0.shipment.promisedAt) })
        parameters.append(rows.map(\.warehouse.rawValue))
        parameters.append(rows.map(\.shipment.number))
        parameters.append(rows.map(\.shipment.status.rawValue))
    }
}

struct InsertStockHolds: Statement {
    struct Row: Sendable {
        let shipment: ShipmentID
        let warehouse: WarehouseID
        let line: SourcingPlan.Allocation
    }

    static let sql = """
        INSERT INTO stock_holds (shipment_id, units, line_no, warehouse_id, sku_id, from_pool, tier)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::boolean[], $7::text[])
        """
    let rows: [Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.shipment.rawValue))
        parameters.append(rows.map(\.line.units))
        parameters.append(rows.map { Int32($0.line.line) })
        parameters.append(rows.map(\.warehouse.rawValue))
        parameters.append(rows.map(\.line.sku))
        parameters.append(rows.map { $0.line.stockClass == .pool })
        parameters.append(rows.map(\.line.tier.rawValue))
    }
}
