/// The fields of a SKU by their names in JSON and in the header of an import.
package enum SKUField: String, CaseIterable, Sendable {
    case code, name, brand, series, category, aroma, abvTenths, volumeMl, unitsPerCase, caseWeightGrams, gtin, shelfLifeDays, looseSale,
        priceBand, listPriceFen, floorPriceFen, suggestedPriceFen, owner, status

    /// Whether a new SKU must say it. `looseSale` is false and `status` active unless said; the owner is who adds it.
    package var isRequired: Bool {
        switch self {
        case .shelfLifeDays, .looseSale, .suggestedPriceFen, .owner, .status: false
        default: true
        }
    }

    /// What a number of this field may be; nil for fields that are no number.
    package var range: ClosedRange<Int64>? {
        switch self {
        case .abvTenths: 0...1000
        case .volumeMl: 1...100_000
        case .unitsPerCase: 1...10_000
        case .caseWeightGrams: 1...1_000_000
        case .shelfLifeDays: 1...36_500
        case .listPriceFen, .floorPriceFen, .suggestedPriceFen: 0...SKUField.highestPriceFen
        default: nil
        }
    }

    /// How many characters a text of this field may have; nil for other fields.
    package var length: ClosedRange<Int>? {
        switch self {
        case .name: 1...200
        case .brand, .series: 1...100
        default: nil
        }
    }

    /// A hundred million yuan a bottle; with the largest quantity of an order it stays within what money can count.
    package static let highestPriceFen: Int64 = 10_000_000_000

    package func fault(_ code: String, _ detail: String) -> Fault {
        Fault("/" + rawValue, code, detail)
    }
}
