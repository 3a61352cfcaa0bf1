import Commerce
import Testing

@Suite struct SKURowTests {
    static let good: [SKUField: String] = [
        .code: "A-1", .name: "听泉", .brand: "澄澜溪", .series: "听泉", .category: "baijiu", .aroma: "浓香", .abvTenths: "520", .volumeMl: "500",
        .unitsPerCase: "6", .caseWeightGrams: "6570", .gtin: "9520000000011", .looseSale: "TRUE", .priceBand: "mid", .listPriceFen: "8000",
        .floorPriceFen: "7000", .suggestedPriceFen: "", .status: "draft",
    ]

    @Test func `a good row is a whole draft`() throws {
        let row = SKURow(row: 3, cells: Self.good)
        #expect(row.faults.isEmpty)
        let details = try row.draft.details()
        #expect(details.looseSale)
        #expect(details.status == .draft)
        #expect(details.suggestedPriceFen == nil)
    }

    @Test(arguments: [
        (.code, "A 1", "INVALID_CODE"), (.category, "whisky", "UNKNOWN_VALUE"), (.aroma, "浓", "UNKNOWN_VALUE"), (.priceBand, "", "MISSING"),
        (.abvTenths, "52.0", "WRONG_TYPE"), (.volumeMl, "500ml", "WRONG_TYPE"), (.volumeMl, "-", "WRONG_TYPE"), (.volumeMl, "-5", "OUT_OF_RANGE"),
        (.unitsPerCase, "99999999999999999999", "OUT_OF_RANGE"), (.gtin, "9520000000012", "INVALID_GTIN"), (.looseSale, "yes", "WRONG_TYPE"),
        (.floorPriceFen, "8001", "PRICE_FLOOR"), (.suggestedPriceFen, "1", "PRICE_ORDER"), (.status, "gone", "UNKNOWN_VALUE"),
        (.shelfLifeDays, "0", "OUT_OF_RANGE"), (.name, "", "MISSING"), (.volumeMl, "５００", "WRONG_TYPE"),
    ] as [(SKUField, String, String)])
    func `a bad cell is named by its row and column`(field: SKUField, text: String, code: String) {
        var cells = Self.good
        cells[field] = text
        let faults = SKURow(row: 7, cells: cells).faults
        #expect(faults.map(\.row) == [7])
        #expect(faults.map(\.column) == [field.rawValue])
        #expect(faults.map(\.code) == [code])
    }

    @Test func `every fault of a row is named`() {
        var cells = Self.good
        cells[.code] = nil
        cells[.abvTenths] = "x"
        cells[.gtin] = "1"
        #expect(SKURow(row: 1, cells: cells).faults.map { "\($0.column ?? "") \($0.code)" } == [
            "code MISSING", "abvTenths WRONG_TYPE", "gtin INVALID_GTIN",
        ])
    }
}
