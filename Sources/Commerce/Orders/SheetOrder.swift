/// One order of a sheet: its rows, which need not stand together, in their order.
package struct SheetOrder: Equatable, Sendable {
    package let orderRef: String
    /// Who buys; nil: whoever sends the sheet, or not said.
    package let distributor: Code?
    package let rows: [OrderRow]
    /// The faults of its rows, and of the rows taken together. An order with any is not placed.
    package let faults: [RowFault]

    /// Groups the rows of a sheet by `orderRef`, in the order in which the references first appear. Rows without one stand alone.
    /// - Parameter buyer: who buys where a row doesn't say; to name it is the same as to leave it out.
    package static func grouped(_ rows: [OrderRow], buyer: Code? = nil) -> [SheetOrder] {
        var places: [String: Int] = [:]
        var groups: [[OrderRow]] = []
        for row in rows {
            if let place = places[row.orderRef], !row.orderRef.isEmpty {
                groups[place].append(row)
            } else {
                places[row.orderRef] = groups.count
                groups.append([row])
            }
        }
        return groups.map { SheetOrder($0, buyer: buyer) }
    }

    private init(_ rows: [OrderRow], buyer: Code?) {
        orderRef = rows[0].orderRef
        let distributor = rows[0].distributor ?? buyer
        self.distributor = distributor
        self.rows = rows
        var faults = rows.flatMap(\.faults)
        for row in rows where row.faults.isEmpty && (row.distributor ?? buyer) != distributor {
            faults.append(
                RowFault(
                    row: row.row, column: OrderField.distributor.rawValue, code: "DIFFERENT_DISTRIBUTOR",
                    detail: "Row \(rows[0].row) of the same order names another distributor."))
        }
        if rows.count > OrderDraft.maxLines {
            faults.append(
                RowFault(
                    row: rows[0].row, column: OrderField.orderRef.rawValue, code: "TOO_MANY_LINES",
                    detail: "An order has at most \(OrderDraft.maxLines) lines."))
        }
        self.faults = faults
    }

    /// - Returns: nil when a row has a fault.
    package var draft: OrderDraft? {
        guard faults.isEmpty else { return nil }
        return OrderDraft(
            distributor: distributor, shipTo: nil, lines: rows.compactMap(\.line), allowPartial: nil, allowBackorder: false, note: nil)
    }

    /// What the order is known by among those of one client: its buyer and its reference. A code has no spaces.
    package var name: String { (distributor?.text ?? "") + " " + orderRef }

    /// Text that is the same when the same is ordered, in whichever rows it stands: another order of the same name is a mistake.
    package var content: String {
        rows.compactMap(\.line).map { "\($0.sku) \($0.quantity) \($0.unit.rawValue)" }.sorted().joined(separator: "\n")
    }

    /// Turns why the order was refused into faults of its rows: what is wrong with a line is shown at its row, all else at the first.
    package func faults(of reason: Reason) -> [RowFault] {
        guard !reason.faults.isEmpty else {
            return [RowFault(row: rows[0].row, column: OrderField.orderRef.rawValue, code: reason.code, detail: reason.detail)]
        }
        return reason.faults.map { fault in
            let parts = fault.pointer.split(separator: "/")
            guard parts.count == 3, parts[0] == "lines", let line = Int(parts[1]), rows.indices.contains(line) else {
                return RowFault(row: rows[0].row, column: parts.last.map(String.init), code: fault.code, detail: fault.detail)
            }
            return RowFault(row: rows[line].row, column: String(parts[2]), code: fault.code, detail: fault.detail)
        }
    }
}
