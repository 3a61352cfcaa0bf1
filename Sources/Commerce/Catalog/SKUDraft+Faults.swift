extension SKUDraft {
    /// Everything that is wrong with what is said, each fault at its field; what isn't said is not missed here.
    package var faults: [Fault] {
        faults(blaming: self)
    }

    /// What a new SKU must say and this doesn't, as `MISSING`.
    package var missing: [Fault] {
        SKUField.allCases.filter { $0.isRequired && !says($0) }.map { $0.fault("MISSING", "\($0.rawValue) is missing.") }
    }

    /// The SKU that this describes, when it describes a whole one.
    /// - Throws: one `Reason` (422) with every fault.
    package func details() throws(Reason) -> SKUDetails {
        if let reason = Reason.invalid(missing + faults) { throw reason }
        return try details(orElse: .invalid(missing))
    }

    /// The SKU that comes of changing `old` by this. A rule between two prices is blamed on the one that this says.
    /// - Throws: one `Reason` (422) with every fault; the code can't be changed (`FIXED_FIELD`).
    package func details(changing old: SKUDetails) throws(Reason) -> SKUDetails {
        let whole = SKUDraft(old).overlaid(with: self)
        var faults = whole.faults(blaming: self)
        if whole.code != old.code { faults.append(SKUField.code.fault("FIXED_FIELD", "The code of a SKU never changes.")) }
        if let reason = Reason.invalid(faults) { throw reason }
        return try whole.details(orElse: .invalid(whole.missing))
    }

    private func faults(blaming said: SKUDraft) -> [Fault] {
        var faults: [Fault] = []
        for field in SKUField.allCases {
            if let range = field.range, let number = number(field), !range.contains(number) {
                faults.append(field.fault("OUT_OF_RANGE", "\(field.rawValue) must be from \(range.lowerBound) to \(range.upperBound)."))
            }
            if let length = field.length, let text = text(field), let fault = Self.fault(of: text, length, field) {
                faults.append(fault)
            }
        }
        if let gtin, GTIN13(gtin) == nil {
            faults.append(SKUField.gtin.fault("INVALID_GTIN", "gtin must be 13 digits, the last of which is the check digit of GS1."))
        }
        if let listPriceFen, let floorPriceFen, floorPriceFen > listPriceFen {
            let field: SKUField = said.floorPriceFen != nil ? .floorPriceFen : .listPriceFen
            faults.append(field.fault("PRICE_FLOOR", "The list price must not be below the floor price."))
        }
        if let listPriceFen, let suggested = suggestedPriceFen?.value, suggested < listPriceFen {
            let field: SKUField = said.suggestedPriceFen != nil ? .suggestedPriceFen : .listPriceFen
            faults.append(field.fault("PRICE_ORDER", "The suggested price must not be below the list price."))
        }
        return faults
    }

    /// Text is one line that shows: so many characters (code points), no control characters, not only spaces.
    private static func fault(of text: String, _ length: ClosedRange<Int>, _ field: SKUField) -> Fault? {
        let scalars = text.unicodeScalars
        if scalars.contains(where: { $0.properties.generalCategory == .control }) {
            return field.fault("INVALID_TEXT", "\(field.rawValue) must have no control characters.")
        }
        if !length.contains(scalars.count) {
            return field.fault("OUT_OF_RANGE", "\(field.rawValue) must have \(length.lowerBound) to \(length.upperBound) characters.")
        }
        if scalars.allSatisfy(\.properties.isWhitespace) {
            return field.fault("INVALID_TEXT", "\(field.rawValue) must not be blank.")
        }
        return nil
    }

    private func number(_ field: SKUField) -> Int64? {
        switch field {
        case .abvTenths: abvTenths
        case .volumeMl: volumeMl
        case .unitsPerCase: unitsPerCase
        case .caseWeightGrams: caseWeightGrams
        case .shelfLifeDays: shelfLifeDays?.value
        case .listPriceFen: listPriceFen
        case .floorPriceFen: floorPriceFen
        case .suggestedPriceFen: suggestedPriceFen?.value
        default: nil
        }
    }

    private func text(_ field: SKUField) -> String? {
        switch field {
        case .name: name
        case .brand: brand
        case .series: series
        default: nil
        }
    }

    private func says(_ field: SKUField) -> Bool {
        switch field {
        case .code: code != nil
        case .category: category != nil
        case .aroma: aroma != nil
        case .gtin: gtin != nil
        case .looseSale: looseSale != nil
        case .priceBand: priceBand != nil
        case .owner: owner != nil
        case .status: status != nil
        default: number(field) != nil || text(field) != nil
        }
    }

    private func details(orElse missing: Reason?) throws(Reason) -> SKUDetails {
        guard let code, let name, let brand, let series, let category, let aroma, let abvTenths, let volumeMl, let unitsPerCase,
            let caseWeightGrams, let gtin, let priceBand, let listPriceFen, let floorPriceFen
        else { throw missing ?? Reason(.invalid, "MISSING", "The SKU is not whole.") }
        return SKUDetails(
            code: code, name: name, brand: brand, series: series, category: category, aroma: aroma, abvTenths: Int32(clamping: abvTenths),
            volumeMl: Int32(clamping: volumeMl), unitsPerCase: Int32(clamping: unitsPerCase),
            caseWeightGrams: Int32(clamping: caseWeightGrams), gtin: GTIN13(stored: gtin),
            shelfLifeDays: shelfLifeDays?.value.map { Int32(clamping: $0) }, looseSale: looseSale ?? false, priceBand: priceBand,
            listPriceFen: listPriceFen, floorPriceFen: floorPriceFen, suggestedPriceFen: suggestedPriceFen?.value, status: status ?? .active)
    }
}
