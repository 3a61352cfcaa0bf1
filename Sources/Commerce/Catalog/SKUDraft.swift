/// What somebody says about a SKU, new or there already: nil is what isn't said. Values have the right type and nothing more; `faults`
/// holds them to the rules.
package struct SKUDraft: Equatable, Sendable {
    package var code: Code?
    package var name: String?
    package var brand: String?
    package var series: String?
    package var category: SKUCategory?
    package var aroma: Aroma?
    package var abvTenths: Int64?
    package var volumeMl: Int64?
    package var unitsPerCase: Int64?
    package var caseWeightGrams: Int64?
    package var gtin: String?
    package var shelfLifeDays: Clearable<Int64>?
    package var looseSale: Bool?
    package var priceBand: PriceBand?
    package var listPriceFen: Int64?
    package var floorPriceFen: Int64?
    package var suggestedPriceFen: Clearable<Int64>?
    /// May be repeated, never changed.
    package var owner: Code?
    package var status: SKUStatus?

    package init() {}

    /// A SKU as a draft that says everything (apart from the owner's code, which it doesn't know).
    package init(_ details: SKUDetails) {
        code = details.code
        name = details.name
        brand = details.brand
        series = details.series
        category = details.category
        aroma = details.aroma
        abvTenths = Int64(details.abvTenths)
        volumeMl = Int64(details.volumeMl)
        unitsPerCase = Int64(details.unitsPerCase)
        caseWeightGrams = Int64(details.caseWeightGrams)
        gtin = details.gtin.digits
        shelfLifeDays = Clearable(details.shelfLifeDays.map { Int64($0) })
        looseSale = details.looseSale
        priceBand = details.priceBand
        listPriceFen = details.listPriceFen
        floorPriceFen = details.floorPriceFen
        suggestedPriceFen = Clearable(details.suggestedPriceFen)
        status = details.status
    }

    /// This, with what `change` says instead of what it said.
    package func overlaid(with change: SKUDraft) -> SKUDraft {
        var draft = self
        draft.code = change.code ?? code
        draft.name = change.name ?? name
        draft.brand = change.brand ?? brand
        draft.series = change.series ?? series
        draft.category = change.category ?? category
        draft.aroma = change.aroma ?? aroma
        draft.abvTenths = change.abvTenths ?? abvTenths
        draft.volumeMl = change.volumeMl ?? volumeMl
        draft.unitsPerCase = change.unitsPerCase ?? unitsPerCase
        draft.caseWeightGrams = change.caseWeightGrams ?? caseWeightGrams
        draft.gtin = change.gtin ?? gtin
        draft.shelfLifeDays = change.shelfLifeDays ?? shelfLifeDays
        draft.looseSale = change.looseSale ?? looseSale
        draft.priceBand = change.priceBand ?? priceBand
        draft.listPriceFen = change.listPriceFen ?? listPriceFen
        draft.floorPriceFen = change.floorPriceFen ?? floorPriceFen
        draft.suggestedPriceFen = change.suggestedPriceFen ?? suggestedPriceFen
        draft.owner = change.owner ?? owner
        draft.status = change.status ?? status
        return draft
    }
}

/// What is said of a value that may be absent: that it is none, or which it is.
package enum Clearable<Value: Equatable & Sendable>: Equatable, Sendable {
    case none
    case value(Value)

    package init(_ value: Value?) {
        self = value.map { .value($0) } ?? .none
    }

    package var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}
