package import Commerce

/// A sheet of SKUs, read and held to the rules that need no database.
package struct SKUSheet: Sendable {
    package static let rowLimit = 50_000

    /// Rows without a fault so far.
    package let good: [SKURow]
    package let faults: [RowFault]
    /// How many rows the faults are of.
    package let rejected: Int

    /// - Parameter bytes: CSV with the names of the fields as header.
    /// - Throws: `SheetRefusal` when the sheet can't be read as one of SKUs.
    package init(_ bytes: [UInt8]) throws {
        let sheet = try CSVSheet(bytes, rowLimit: Self.rowLimit)
        let places = try sheet.places(of: SKUField.self, required: \.isRequired)
        var good: [SKURow] = []
        var faults: [RowFault] = []
        var rowByCode: [Code: Int] = [:]
        var rowByGTIN: [String: Int] = [:]
        for cells in sheet.rows {
            guard cells.cells.count == sheet.columns.count else {
                faults.append(
                    RowFault(
                        row: cells.number, column: nil, code: "WRONG_CELL_COUNT",
                        detail: "The row has \(cells.cells.count) cells, the header \(sheet.columns.count)."))
                continue
            }
            var row = SKURow(row: cells.number, cells: places.mapValues { cells.cells[$0] })
            if let code = row.draft.code, let first = rowByCode[code] {
                row.add(SKUField.code.fault("DUPLICATE_ROW", "Row \(first) has the same code."))
            }
            if let gtin = row.draft.gtin, let first = rowByGTIN[gtin] {
                row.add(SKUField.gtin.fault("DUPLICATE_ROW", "Row \(first) has the same GTIN."))
            }
            if row.faults.isEmpty {
                row.draft.code.map { rowByCode[$0] = row.row }
                row.draft.gtin.map { rowByGTIN[$0] = row.row }
                good.append(row)
            } else {
                faults += row.faults
            }
        }
        self.good = good
        self.faults = faults
        rejected = sheet.rows.count - good.count
    }
}

/// What came of an import.
package struct ImportReport: Sendable, Equatable {
    /// Rows that landed.
    package let accepted: Int
    /// Rows that didn't.
    package let rejected: Int
    /// Why, by row; a row may have several.
    package let faults: [RowFault]

    package init(accepted: Int, rejected: Int, faults: [RowFault]) {
        self.accepted = accepted
        self.rejected = rejected
        self.faults = faults
    }
}
