package import Commerce
import Postgres

/// The paper that goes with a shipment: from where, to whom, what.
package struct DespatchNote: Sendable {
    package struct Line: Sendable {
        package let line: Int
        package let sku: Code
        package let name: String
        package let gtin: String
        package let unitsPerCase: Int64
        package let units: Int64
        /// Whole cases, and what is left over.
        package let cases: Int64
        package let bottles: Int64
        /// With the case; a bottle out of a case weighs its share of it, rounded up.
        package let weightGrams: Int64
        /// Those that the units were picked from, first-expiring first; none before it is picked.
        package var lots: [LotUnits] = []
    }

    package struct Place: Sendable {
        package let code: Code
        package let name: String
        package let address: String?
        package let place: Coordinates
    }

    package let shipment: ShipmentID
    package let number: String
    package let order: OrderID
    package let orderNumber: String
    package let status: ShipmentStatus
    package let from: Place
    package let to: Place
    package let placedAt: Instant
    package let promisedAt: Instant
    package let shippedAt: Instant?
    package let lines: [Line]

    package var units: Int64 { lines.reduce(0) { $0 + $1.units } }
    package var weightGrams: Int64 { lines.reduce(0) { $0 + $1.weightGrams } }
}

extension Brand {
    /// The despatch note of a shipment, for whoever sees the shipment. It names the buyer and the place also to a warehouse that otherwise
    /// doesn't see them: the goods go there.
    /// - Throws: 404 when there is none within the caller's reach.
    package func despatchNote(of id: ShipmentID, as caller: Caller) async throws -> DespatchNote {
        guard let head = try await read(as: caller, ShipmentByID(id: id, reach: caller.organization.reach)).first else {
            throw Reason.absent("shipment")
        }
        let (buyers, lines, lots) = try await writer.run(NoteAddress(order: head.order), NoteLines(shipment: id), NoteLots(shipment: id))
        let names = try await names(warehouses: [head.warehouse])
        guard let to = buyers.first, let warehouse = names.snapshot.warehouses[head.warehouse] else { throw Reason.absent("shipment") }
        return DespatchNote(
            shipment: id, number: head.number, order: head.order, orderNumber: to.orderNumber, status: head.status,
            from: DespatchNote.Place(code: warehouse.code, name: warehouse.name, address: nil, place: warehouse.place), to: to.place,
            placedAt: to.placedAt, promisedAt: head.promisedAt, shippedAt: head.shippedAt,
            lines: lines.map { row in
                var line = row.line
                line.lots = lots.filter { $0.line == line.line }.map(\.lot)
                return line
            })
    }
}

private struct NoteAddress: Statement {
    struct Result: RowDecodable {
        let orderNumber: String
        let placedAt: Instant
        let place: DespatchNote.Place
        init(from row: inout RowReader) throws {
            orderNumber = try row.next()
            placedAt = Instant(try row.next(Timestamp.self))
            place = DespatchNote.Place(
                code: Code(stored: try row.next()), name: try row.next(), address: try row.next(),
                place: Coordinates(storedLatitudeE6: try row.next(), longitudeE6: try row.next()))
        }
    }
    static let sql = """
        SELECT o.number, o.placed_at, g.code, g.name, g.address, o.latitude_e6, o.longitude_e6
        FROM orders o JOIN organizations g ON g.id = o.organization_id WHERE o.id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}

/// General and pool units of a line stand in one carton.
private struct NoteLines: Statement {
    struct Result: RowDecodable {
        let line: DespatchNote.Line
        init(from row: inout RowReader) throws {
            let number = Int(try row.next(Int32.self))
            let code = Code(stored: try row.next())
            let name: String = try row.next()
            let gtin: String = try row.next()
            let unitsPerCase = Int64(try row.next(Int32.self))
            let caseWeightGrams = Int64(try row.next(Int32.self))
            let units: Int64 = try row.next()
            let (cases, bottles) = units.quotientAndRemainder(dividingBy: unitsPerCase)
            line = DespatchNote.Line(
                line: number, sku: code, name: name, gtin: gtin, unitsPerCase: unitsPerCase, units: units, cases: cases, bottles: bottles,
                weightGrams: cases * caseWeightGrams + bottles * ((caseWeightGrams + unitsPerCase - 1) / unitsPerCase))
        }
    }
    static let sql = """
        SELECT h.line_no, k.code, k.name, k.gtin, k.units_per_case, k.case_weight_grams, sum(h.units - h.voided_units)::bigint
        FROM stock_holds h JOIN skus k ON k.id = h.sku_id
        WHERE h.shipment_id = $1 AND h.units > h.voided_units
        GROUP BY h.line_no, k.id
        ORDER BY h.line_no
        """
    let shipment: ShipmentID

    func bind(_ parameters: inout Parameters) {
        parameters.append(shipment.rawValue)
    }
}

/// A lot's row in the warehouse stays when it is used up, and tells its dates.
private struct NoteLots: Statement {
    struct Result: RowDecodable {
        let line: Int
        let lot: LotUnits
        init(from row: inout RowReader) throws {
            line = Int(try row.next(Int32.self))
            lot = LotUnits(code: Code(storedLot: try row.next()), dates: try LotDates(stored: &row), units: try row.next())
        }
    }
    static let sql = """
        SELECT s.line_no, s.lot, l.production_date, l.best_before, s.units
        FROM shipment_lots s LEFT JOIN stock_lots l USING (warehouse_id, sku_id, lot)
        WHERE s.shipment_id = $1
        ORDER BY s.line_no, l.best_before, l.production_date, s.lot
        """
    let shipment: ShipmentID

    func bind(_ parameters: inout Parameters) {
        parameters.append(shipment.rawValue)
    }
}
