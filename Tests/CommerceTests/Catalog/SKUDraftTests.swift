import Commerce
import Testing

@Suite struct SKUDraftTests {
    @Test func `a draft that keeps every rule becomes a SKU`() throws {
        let details = try SKUDraft.sample().details()
        #expect(details.code.text == "CL-TQ-52-500")
        #expect(details.gtin.digits == "9520000000011")
        #expect(details.suggestedPriceFen == 12_800)
        #expect(details.shelfLifeDays == nil)
        #expect(SKUDraft(details).overlaid(with: SKUDraft()) == SKUDraft.sample { $0.shelfLifeDays = Clearable<Int64>.none })
    }

    @Test func `what a new SKU need not say has its usual value`() throws {
        let details = try SKUDraft.sample {
            $0.looseSale = nil
            $0.status = nil
            $0.suggestedPriceFen = nil
        }.details()
        #expect(details.looseSale == false)
        #expect(details.status == .active)
        #expect(details.suggestedPriceFen == nil)
    }

    @Test func `an empty draft misses every field that a SKU must have`() {
        #expect(SKUDraft().missing.map(\.pointer) == [
            "/code", "/name", "/brand", "/series", "/category", "/aroma", "/abvTenths", "/volumeMl", "/unitsPerCase", "/caseWeightGrams", "/gtin",
            "/priceBand", "/listPriceFen", "/floorPriceFen",
        ])
        #expect(SKUDraft().faults.isEmpty)
    }

    static let rules: [(String, String, @Sendable (inout SKUDraft) -> Void)] = [
        ("no alcohol", "", { $0.abvTenths = 0 }),
        ("pure alcohol", "", { $0.abvTenths = 1000 }),
        ("less than no alcohol", "/abvTenths OUT_OF_RANGE", { $0.abvTenths = -1 }),
        ("more than pure", "/abvTenths OUT_OF_RANGE", { $0.abvTenths = 1001 }),
        ("an empty bottle", "/volumeMl OUT_OF_RANGE", { $0.volumeMl = 0 }),
        ("a tank", "/volumeMl OUT_OF_RANGE", { $0.volumeMl = 100_001 }),
        ("one bottle a case", "", { $0.unitsPerCase = 1 }),
        ("an empty case", "/unitsPerCase OUT_OF_RANGE", { $0.unitsPerCase = 0 }),
        ("a weightless case", "/caseWeightGrams OUT_OF_RANGE", { $0.caseWeightGrams = 0 }),
        ("a case of ten tonnes", "/caseWeightGrams OUT_OF_RANGE", { $0.caseWeightGrams = 10_000_000 }),
        ("numbers no case could have", "/caseWeightGrams OUT_OF_RANGE", { $0.caseWeightGrams = .max }),
        ("it keeps a day", "", { $0.shelfLifeDays = .value(1) }),
        ("it keeps no day", "/shelfLifeDays OUT_OF_RANGE", { $0.shelfLifeDays = .value(0) }),
        ("it keeps for good", "", { $0.shelfLifeDays = Clearable<Int64>.none }),
        ("a wrong check digit", "/gtin INVALID_GTIN", { $0.gtin = "9520000000012" }),
        ("floor, list and suggested price the same", "", { $0.floorPriceFen = 8000; $0.suggestedPriceFen = .value(8000) }),
        ("a floor one fen above the list price", "/floorPriceFen PRICE_FLOOR", { $0.floorPriceFen = 8001 }),
        ("a suggested price one fen below", "/suggestedPriceFen PRICE_ORDER", { $0.suggestedPriceFen = .value(7999) }),
        ("no suggested price", "", { $0.suggestedPriceFen = Clearable<Int64>.none }),
        ("a price below nothing", "/floorPriceFen OUT_OF_RANGE", { $0.floorPriceFen = -1 }),
        ("a price beyond counting", "/suggestedPriceFen OUT_OF_RANGE", { $0.suggestedPriceFen = .value(.max) }),
        ("no name", "/name OUT_OF_RANGE", { $0.name = "" }),
        ("a blank name", "/name INVALID_TEXT", { $0.name = " \u{3000}" }),
        ("a name with NUL", "/name INVALID_TEXT", { $0.name = "a\0b" }),
        ("a name of two lines", "/name INVALID_TEXT", { $0.name = "a\nb" }),
        ("the longest name", "", { $0.name = String(repeating: "酒", count: 200) }),
        ("a longer one", "/name OUT_OF_RANGE", { $0.name = String(repeating: "酒", count: 201) }),
        ("a series too long", "/series OUT_OF_RANGE", { $0.series = String(repeating: "x", count: 101) }),
    ]

    @Test(arguments: rules.indices)
    func `each rule has its fault at its field`(rule: Int) {
        let (what, expected, spoil) = Self.rules[rule]
        #expect(SKUDraft.sample(spoil).faults.told.joined(separator: ", ") == expected, "\(what)")
    }

    @Test func `all faults are named at once`() throws {
        let reason = try #require(throws: Reason.self) {
            try SKUDraft.sample {
                $0.name = nil
                $0.abvTenths = 5000
                $0.gtin = "1"
                $0.floorPriceFen = 9000
            }.details()
        }
        #expect(reason.kind == .invalid)
        #expect(reason.code == "INVALID_REQUEST")
        #expect(reason.faults.told == ["/name MISSING", "/abvTenths OUT_OF_RANGE", "/gtin INVALID_GTIN", "/floorPriceFen PRICE_FLOOR"])
    }

    @Test func `a change leaves what it doesn't say and clears what it says is none`() throws {
        let old = try SKUDraft.sample { $0.shelfLifeDays = .value(365) }.details()
        var change = SKUDraft()
        change.listPriceFen = 9000
        change.suggestedPriceFen = Clearable<Int64>.none
        let new = try change.details(changing: old)
        #expect(new.listPriceFen == 9000)
        #expect(new.suggestedPriceFen == nil)
        #expect(new.shelfLifeDays == 365)
        #expect(new.name == old.name)
    }

    @Test(arguments: [
        (8000, nil, "/listPriceFen PRICE_FLOOR"), (nil, 9000, "/floorPriceFen PRICE_FLOOR"), (8000, 9000, "/floorPriceFen PRICE_FLOOR"),
    ] as [(Int64?, Int64?, String)])
    func `a rule between prices is blamed on the price that was said`(list: Int64?, floor: Int64?, expected: String) throws {
        let old = try SKUDraft.sample {
            $0.listPriceFen = 8500
            $0.floorPriceFen = 8200
        }.details()
        var change = SKUDraft()
        change.listPriceFen = list
        change.floorPriceFen = floor
        let reason = try #require(throws: Reason.self) { try change.details(changing: old) }
        #expect(reason.faults.told == [expected])
        #expect(reason.code == "PRICE_FLOOR")
    }

    @Test func `the code may be repeated, not changed`() throws {
        let old = try SKUDraft.sample().details()
        var same = SKUDraft()
        same.code = old.code
        #expect(try same.details(changing: old) == old)
        same.code = Code("OTHER")
        let reason = try #require(throws: Reason.self) { try same.details(changing: old) }
        #expect(reason.faults.told == ["/code FIXED_FIELD"])
    }

    @Test func `the aromas are the twelve types and the rest`() {
        #expect(Aroma.allCases.count == 13)
        #expect(["浓香", "清香", "酱香", "兼香", "米香", "凤香", "其他"].allSatisfy { Aroma(rawValue: $0) != nil })
    }
}
