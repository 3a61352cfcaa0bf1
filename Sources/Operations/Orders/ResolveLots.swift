import Commerce
import Postgres

extension LotResolution {
    /// What resolved holds of an order do to lots.
    /// - Throws: `BrokenOrder`.
    init(
        _ parts: [ResolvedHold], as outcome: HoldOutcome, of order: LockedOrder, assigned: Rows<AssignedLots.Result>, lots: Rows<LotRow>
    ) throws {
        struct Key: Hashable {
            let shipment: ShipmentID
            let line: Int
        }
        // General and pool units of a line lie in the same lots.
        var sums: [Key: Part] = [:]
        for part in parts {
            let key = Key(shipment: part.hold.shipment, line: part.hold.line)
            sums[key] = Part(
                shipment: key.shipment, line: key.line, row: part.hold.stock, isPicked: order.isPicked(key.shipment),
                units: part.units + (sums[key]?.units ?? 0))
        }
        let sorted = sums.values.sorted { ($0.shipment, $0.line) < ($1.shipment, $1.line) }
        guard let resolution = LotResolution(sorted, as: outcome, assigned: assigned.map(\.lot), lots: LotBook(lots)) else {
            throw BrokenOrder(order: order.id, line: sorted.first?.line ?? 0)
        }
        self = resolution
    }
}

extension LockedOrder {
    func isPicked(_ shipment: ShipmentID) -> Bool {
        self.shipment(shipment)?.status == .picked
    }

    /// The rows whose lots change when these units are resolved: what is given up before it was picked is of no lot yet.
    func rowsOfLots(_ parts: [ResolvedHold], as outcome: HoldOutcome) -> Set<StockKey> {
        Set(parts.lazy.filter { outcome.leavesStock || self.isPicked($0.hold.shipment) }.map(\.hold.stock))
    }
}

/// The lots that an order's picked shipments have. They change only under the order's lock.
struct AssignedLots: Statement {
    struct Result: RowDecodable {
        let lot: LotResolution.Assigned
        init(from row: inout RowReader) throws {
            lot = LotResolution.Assigned(
                shipment: ShipmentID(try row.next()), line: Int(try row.next(Int32.self)),
                row: StockKey(warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next())), lot: Code(storedLot: try row.next()),
                units: try row.next())
        }
    }
    static let sql = """
        SELECT l.shipment_id, l.line_no, l.warehouse_id, l.sku_id, l.lot, l.units
        FROM shipments s JOIN shipment_lots l ON l.shipment_id = s.id
        WHERE s.order_id = $1 AND s.status = 'picked'
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}

/// Takes units from shipments' lots; a lot of which nothing is left leaves the shipment.
struct CutShipmentLots: Statement {
    static let sql = """
        WITH cut AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[], $4::bigint[]) AS u (shipment, line_no, lot, units)
        ), emptied AS (
            DELETE FROM shipment_lots l USING cut
            WHERE l.shipment_id = cut.shipment AND l.line_no = cut.line_no AND l.lot = cut.lot AND l.units = cut.units)
        UPDATE shipment_lots l SET units = l.units - cut.units FROM cut
        WHERE l.shipment_id = cut.shipment AND l.line_no = cut.line_no AND l.lot = cut.lot AND l.units <> cut.units
        """
    let cuts: [LotResolution.Assigned]

    func bind(_ parameters: inout Parameters) {
        parameters.append(cuts.map(\.shipment.rawValue))
        parameters.append(cuts.map { Int32($0.line) })
        parameters.append(cuts.map(\.lot.storedLot))
        parameters.append(cuts.map(\.units))
    }
}
