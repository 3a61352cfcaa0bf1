/// A column of a sheet of orders.
package enum OrderField: String, CaseIterable, Sendable {
    /// The buyer's own name for the order; rows that share it make one order.
    case orderRef
    /// Who buys; needed unless the caller is a distributor.
    case distributor
    case sku
    case quantity
    /// `case` when empty.
    case unit

    package var isRequired: Bool { self == .orderRef || self == .sku || self == .quantity }
}

/// Reads a row of a sheet of orders: one line of one order. Columns are named as the fields in JSON.
package struct OrderRow: Equatable, Sendable {
    package static let orderRefLength = 1...64

    package let row: Int
    package private(set) var orderRef = ""
    package private(set) var distributor: Code?
    /// Nil when the row has a fault.
    package private(set) var line: OrderDraft.Line?
    package private(set) var faults: [RowFault] = []

    /// - Parameters:
    ///   - cells: the texts of the row without the spaces around them.
    ///   - hasCellsBeyond: whether something stands where the sheet has no column.
    package init(row: Int, cells: [OrderField: String], hasCellsBeyond: Bool = false) {
        self.row = row
        if hasCellsBeyond {
            faults.append(RowFault(row: row, column: nil, code: "WRONG_CELL_COUNT", detail: "The row has more cells than the header."))
        }
        for field in OrderField.allCases where field.isRequired && (cells[field] ?? "").isEmpty {
            refuse(field, "MISSING", "\(field.rawValue) is missing.")
        }
        readOrderRef(cells[.orderRef] ?? "")
        distributor = code(.distributor, cells[.distributor] ?? "")
        let sku = code(.sku, cells[.sku] ?? "")
        let quantity = quantity(cells[.quantity] ?? "")
        let unit = unit(cells[.unit] ?? "")
        if faults.isEmpty, let sku, let quantity, let unit { line = OrderDraft.Line(sku: sku, quantity: quantity, unit: unit) }
    }

    private mutating func refuse(_ field: OrderField, _ code: String, _ detail: String) {
        faults.append(RowFault(row: row, column: field.rawValue, code: code, detail: detail))
    }

    private mutating func readOrderRef(_ text: String) {
        orderRef = text
        let scalars = text.unicodeScalars
        if scalars.count > Self.orderRefLength.upperBound {
            refuse(.orderRef, "OUT_OF_RANGE", "orderRef must have at most \(Self.orderRefLength.upperBound) characters.")
        }
        if scalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) {
            refuse(.orderRef, "INVALID_TEXT", "orderRef must have no control characters.")
        }
    }

    private mutating func code(_ field: OrderField, _ text: String) -> Code? {
        guard !text.isEmpty else { return nil }
        let code = Code(text)
        if code == nil {
            refuse(field, "INVALID_CODE", "\(field.rawValue) must be 1 to 64 of letters, digits, '-', '_' and '.'.")
        }
        return code
    }

    private mutating func quantity(_ text: String) -> Int64? {
        guard !text.isEmpty else { return nil }
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            refuse(.quantity, "WRONG_TYPE", "quantity must be a whole number.")
            return nil
        }
        guard let quantity = Int64(text), (1...OrderDraft.maxQuantity).contains(quantity) else {
            refuse(.quantity, "OUT_OF_RANGE", "quantity must be from 1 to \(OrderDraft.maxQuantity).")
            return nil
        }
        return quantity
    }

    private mutating func unit(_ text: String) -> OrderUnit? {
        guard !text.isEmpty else { return .case }
        let unit = OrderUnit(rawValue: text.lowercased())
        if unit == nil { refuse(.unit, "UNKNOWN_VALUE", "unit must be case or bottle.") }
        return unit
    }
}
