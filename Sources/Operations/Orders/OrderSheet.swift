package import Commerce

/// A sheet of orders, read and held to the rules that need no database. Columns: `orderRef`, `sku`, `quantity`, and when wanted `unit` and
/// `distributor`.
package struct OrderSheet: Sendable {
    package static let rowLimit = 50_000

    package let orders: [SheetOrder]

    /// - Parameters:
    ///   - bytes: CSV with the names of the fields as header.
    ///   - buyer: who buys where a row doesn't say.
    /// - Throws: `SheetRefusal` when the sheet can't be read as one of orders.
    package init(_ bytes: [UInt8], buyer: Code? = nil) throws {
        let sheet = try CSVSheet(bytes, rowLimit: Self.rowLimit)
        let places = try sheet.places(of: OrderField.self, required: \.isRequired)
        orders = SheetOrder.grouped(
            sheet.rows.map { row in
                // A row that is cut short says nothing in its last cells, one that is too long says more than there are columns for.
                let cells = places.compactMapValues { $0 < row.cells.count ? row.cells[$0] : nil }
                return OrderRow(row: row.number, cells: cells, hasCellsBeyond: row.cells.dropFirst(sheet.columns.count).contains { !$0.isEmpty })
            }, buyer: buyer)
    }
}
