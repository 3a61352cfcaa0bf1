/// What becomes of lots when pending units of shipments are resolved.
///
/// - Posted: the units leave the lots that were assigned when they were picked.
/// - Voided: what was assigned is free again; a shipment that wasn't picked has no lots.
/// - Missing from a picked shipment: of the lots assigned to it those that expire last, which the picker came to last, lose them. Missing from
///   one that wasn't picked: those that would have been picked first, past their day or not.
package struct LotResolution: Sendable {
    /// Units of a lot that a picked shipment has for one of its lines.
    package struct Assigned: Equatable, Sendable {
        package let shipment: ShipmentID
        package let line: Int
        package let row: StockKey
        package let lot: Code?
        package var units: Int64

        package init(shipment: ShipmentID, line: Int, row: StockKey, lot: Code?, units: Int64) {
            self.shipment = shipment
            self.line = line
            self.row = row
            self.lot = lot
            self.units = units
        }
    }

    /// Units of a line that are resolved.
    package struct Part: Equatable, Sendable {
        package let shipment: ShipmentID
        package let line: Int
        package let row: StockKey
        package let isPicked: Bool
        package let units: Int64

        package init(shipment: ShipmentID, line: Int, row: StockKey, isPicked: Bool, units: Int64) {
            self.shipment = shipment
            self.line = line
            self.row = row
            self.isPicked = isPicked
            self.units = units
        }
    }

    /// What shipments no longer have of lots; nothing of what was posted, which they keep as what they were sent with.
    package let cuts: [Assigned]
    package let book: LotBook

    /// - Returns: nil when lots don't have what is resolved: the tables contradict each other.
    package init?(_ parts: [Part], as outcome: HoldOutcome, assigned: [Assigned], lots: LotBook) {
        var book = lots
        var left = assigned
        var cuts: [Assigned] = []
        for part in parts where part.units > 0 {
            guard part.isPicked else {
                guard outcome != .posted else { return nil }
                if outcome == .missing {
                    guard book.remove(part.units, of: part.row).reduce(0, { $0 + $1.units }) == part.units else { return nil }
                }
                continue
            }
            var rest = part.units
            for lot in lots.lots(of: part.row).reversed() where rest > 0 {
                guard
                    let index = left.firstIndex(where: {
                        $0.shipment == part.shipment && $0.line == part.line && $0.row == part.row && $0.lot == lot.code
                    })
                else { continue }
                let count = min(rest, left[index].units)
                guard count > 0 else { continue }
                let key = LotKey(row: part.row, code: lot.code)
                guard book.change(key, onHand: outcome.leavesStock ? -count : 0, picked: -count) else { return nil }
                left[index].units -= count
                rest -= count
                guard outcome != .posted else { continue }
                cuts.append(Assigned(shipment: part.shipment, line: part.line, row: part.row, lot: lot.code, units: count))
            }
            guard rest == 0 else { return nil }
        }
        self.cuts = cuts
        self.book = book
    }
}
