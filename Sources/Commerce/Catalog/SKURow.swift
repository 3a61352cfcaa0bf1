/// One thing wrong with one row of an imported sheet.
package struct RowFault: Equatable, Sendable {
    /// Counted from 1, the first row below the header; empty rows count.
    package let row: Int
    /// The header's name of the cell; nil when it is about the row.
    package let column: String?
    /// As the fault of the same field in JSON.
    package let code: String
    package let detail: String

    package init(row: Int, column: String?, code: String, detail: String) {
        self.row = row
        self.column = column
        self.code = code
        self.detail = detail
    }
}

/// Reads a row of a sheet of SKUs. Columns are named as the fields in JSON and come in any order; an empty cell says nothing; `looseSale`
/// is `true` or `false` in any case, as spreadsheets write it. A good row is held to every rule that JSON is.
package struct SKURow: Sendable {
    package let row: Int
    package private(set) var draft = SKUDraft()
    package private(set) var faults: [RowFault] = []

    /// - Parameter cells: the texts of the row without the spaces around them.
    package init(row: Int, cells: [SKUField: String]) {
        self.row = row
        for field in SKUField.allCases {
            guard let text = cells[field], !text.isEmpty else {
                if field.isRequired { add(field.fault("MISSING", "\(field.rawValue) is missing.")) }
                continue
            }
            read(field, text)
        }
        for fault in draft.faults { add(fault) }
    }

    /// Notes what only the database or the other rows can tell.
    package mutating func add(_ fault: Fault) {
        let column = fault.pointer.isEmpty ? nil : String(fault.pointer.dropFirst())
        faults.append(RowFault(row: row, column: column, code: fault.code, detail: fault.detail))
    }

    private mutating func read(_ field: SKUField, _ text: String) {
        switch field {
        case .code: draft.code = code(field, text)
        case .owner: draft.owner = code(field, text)
        case .name: draft.name = text
        case .brand: draft.brand = text
        case .series: draft.series = text
        case .gtin: draft.gtin = text
        case .category: draft.category = choice(field, text)
        case .aroma: draft.aroma = choice(field, text)
        case .priceBand: draft.priceBand = choice(field, text)
        case .status: draft.status = choice(field, text)
        case .abvTenths: draft.abvTenths = number(field, text)
        case .volumeMl: draft.volumeMl = number(field, text)
        case .unitsPerCase: draft.unitsPerCase = number(field, text)
        case .caseWeightGrams: draft.caseWeightGrams = number(field, text)
        case .shelfLifeDays: draft.shelfLifeDays = number(field, text).map { .value($0) }
        case .listPriceFen: draft.listPriceFen = number(field, text)
        case .floorPriceFen: draft.floorPriceFen = number(field, text)
        case .suggestedPriceFen: draft.suggestedPriceFen = number(field, text).map { .value($0) }
        case .looseSale:
            switch text.lowercased() {
            case "true": draft.looseSale = true
            case "false": draft.looseSale = false
            default: add(field.fault("WRONG_TYPE", "looseSale must be true or false."))
            }
        }
    }

    private mutating func code(_ field: SKUField, _ text: String) -> Code? {
        let code = Code(text)
        if code == nil {
            add(field.fault("INVALID_CODE", "\(field.rawValue) must be 1 to 64 of letters, digits, '-', '_' and '.'."))
        }
        return code
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ field: SKUField, _ text: String) -> Choice? {
        let choice = Choice.allCases.first { $0.rawValue == text }
        if choice == nil {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            add(field.fault("UNKNOWN_VALUE", "\(field.rawValue) must be one of \(known)."))
        }
        return choice
    }

    /// Digits with at most a minus sign; more than Int64 holds is out of range, anything else no number.
    private mutating func number(_ field: SKUField, _ text: String) -> Int64? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            add(field.fault("WRONG_TYPE", "\(field.rawValue) must be a whole number."))
            return nil
        }
        guard let number = Int64(text) else {
            add(field.fault("OUT_OF_RANGE", "\(field.rawValue) is beyond what can be counted."))
            return nil
        }
        return number
    }
}
