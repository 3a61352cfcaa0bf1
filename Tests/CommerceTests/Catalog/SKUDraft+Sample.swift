import Commerce

extension SKUDraft {
    /// A draft that keeps every rule, to be spoiled in one place.
    static func sample(_ spoil: (inout SKUDraft) -> Void = { _ in }) -> SKUDraft {
        var draft = SKUDraft()
        draft.code = Code("CL-TQ-52-500")
        draft.name = "澄澜溪听泉52度"
        draft.brand = "澄澜溪"
        draft.series = "听泉"
        draft.category = .baijiu
        draft.aroma = .strong
        draft.abvTenths = 520
        draft.volumeMl = 500
        draft.unitsPerCase = 6
        draft.caseWeightGrams = 6570
        draft.gtin = "9520000000011"
        draft.looseSale = false
        draft.priceBand = .mid
        draft.listPriceFen = 8000
        draft.floorPriceFen = 7000
        draft.suggestedPriceFen = .value(12_800)
        draft.status = .active
        spoil(&draft)
        return draft
    }
}

extension [Fault] {
    /// `/field CODE`, in order.
    var told: [String] { map { $0.pointer + " " + $0.code } }
}
