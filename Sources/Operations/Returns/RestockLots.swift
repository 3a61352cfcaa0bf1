import Commerce
import Postgres

/// The lots that an order's shipments left with and that haven't come back. They change only under the order's lock.
struct SentLots: Statement {
    struct Result: RowDecodable {
        let lot: RestockPlan.Sent
        init(from row: inout RowReader) throws {
            lot = RestockPlan.Sent(
                shipment: ShipmentID(try row.next()), line: Int(try row.next(Int32.self)),
                row: StockKey(warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next())), lot: Code(storedLot: try row.next()),
                units: try row.next())
        }
    }
    static let sql = """
        SELECT l.shipment_id, l.line_no, l.warehouse_id, l.sku_id, l.lot, l.units - l.restocked_units
        FROM shipments s JOIN shipment_lots l ON l.shipment_id = s.id
        WHERE s.order_id = $1 AND s.status IN ('shipped', 'delivered') AND l.units > l.restocked_units
        ORDER BY l.shipment_id, l.line_no, l.lot
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}

/// Notes on shipments' lots what came back into them; each once.
struct MarkRestocked: Statement {
    static let sql = """
        UPDATE shipment_lots l SET restocked_units = l.restocked_units + u.units
        FROM unnest($1::bigint[], $2::int[], $3::text[], $4::bigint[]) AS u (shipment, line_no, lot, units)
        WHERE l.shipment_id = u.shipment AND l.line_no = u.line_no AND l.lot = u.lot
        """
    let lots: [RestockPlan.Sent]

    func bind(_ parameters: inout Parameters) {
        parameters.append(lots.map(\.shipment.rawValue))
        parameters.append(lots.map { Int32($0.line) })
        parameters.append(lots.map(\.lot.storedLot))
        parameters.append(lots.map(\.units))
    }
}
