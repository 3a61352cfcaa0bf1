import Commerce

extension ObjectForm {
    /// A whole SKU: what it must say is demanded, and every rule that holds between its fields is checked.
    mutating func newSKU() -> SKUDraft {
        for field in SKUField.allCases where field.isRequired { _ = required(field.rawValue) }
        return skuChange()
    }

    /// What is said of a SKU, as in a PATCH. `null` clears a field that may be absent. Fields with a fault are left unsaid, so that no
    /// rule between fields is held against a stand-in.
    mutating func skuChange() -> SKUDraft {
        var draft = SKUDraft()
        draft.code = optionalCode("code")
        draft.name = text(.name)
        draft.brand = text(.brand)
        draft.series = text(.series)
        draft.category = optionalChoice("category")
        draft.aroma = optionalChoice("aroma")
        draft.abvTenths = int(.abvTenths)
        draft.volumeMl = int(.volumeMl)
        draft.unitsPerCase = int(.unitsPerCase)
        draft.caseWeightGrams = int(.caseWeightGrams)
        draft.gtin = optionalText("gtin", 0...64)
        draft.shelfLifeDays = clearableInt(.shelfLifeDays)
        draft.looseSale = optionalBool("looseSale")
        draft.priceBand = optionalChoice("priceBand")
        draft.listPriceFen = int(.listPriceFen)
        draft.floorPriceFen = int(.floorPriceFen)
        draft.suggestedPriceFen = clearableInt(.suggestedPriceFen)
        draft.owner = optionalCode("owner")
        draft.status = optionalChoice("status")
        for fault in draft.faults {
            refuse(String(fault.pointer.dropFirst()), fault.code, fault.detail, figures: fault.figures)
        }
        return draft
    }

    private mutating func text(_ field: SKUField) -> String? {
        optionalText(field.rawValue, field.length ?? 0...0)
    }

    private mutating func int(_ field: SKUField) -> Int64? {
        optionalInt(field.rawValue, field.range ?? 0...0)
    }

    private mutating func clearableInt(_ field: SKUField) -> Clearable<Int64>? {
        clearable(field.rawValue) { $0.int(field) }
    }
}
