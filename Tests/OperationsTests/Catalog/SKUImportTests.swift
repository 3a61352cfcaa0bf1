import Commerce
import Operations
import TestSupport
import Testing

@Suite struct SKUImportTests {
    static let header = "code,name,brand,series,category,aroma,abvTenths,volumeMl,unitsPerCase,caseWeightGrams,gtin,priceBand,listPriceFen,floorPriceFen"

    static func row(_ code: String, _ number: Int, gtin: String? = nil, list: String = "8000") -> String {
        "\(code),听泉,澄澜溪,听泉,baijiu,浓香,520,500,6,6570,\(gtin ?? SKUDraft.gtin(number)),mid,\(list),7000"
    }

    static func sheet(_ rows: [String], header: String = header, end: String = "\n") throws -> SKUSheet {
        try SKUSheet(Array(([header] + rows).joined(separator: end).utf8))
    }

    private func bring(_ rows: [String], to brand: Brand, as caller: Caller = CatalogBrand.headquarters) async throws -> (report: ImportReport, told: [String]) {
        let sheet = try Self.sheet(rows)
        let report = try await brand.work(for: caller) { try await $0.importSKUs(sheet) }
        return (report, report.faults.map { "\($0.row) \($0.column ?? "-") \($0.code)" })
    }

    @Test func `good rows land and bad rows are named by row and column`() async throws {
        try await CatalogBrand.with { house in
            _ = try await house.brand.add(.plain("THERE", 100), as: CatalogBrand.headquarters)
            let (report, told) = try await bring(
                [
                    Self.row("B", 2), Self.row("A", 1), "", Self.row("C", 3, gtin: "9520000000012", list: "6999"), Self.row("A", 5), Self.row("D", 1),
                    Self.row("THERE", 6), Self.row("E", 100), "F,too,short", Self.row("G", 7),
                ], to: house.brand)
            #expect(report.accepted == 3)
            #expect(report.rejected == 6)
            #expect(told == [
                "4 gtin INVALID_GTIN", "4 floorPriceFen PRICE_FLOOR", "5 code DUPLICATE_ROW", "6 gtin DUPLICATE_ROW", "7 code SKU_EXISTS",
                "8 gtin GTIN_TAKEN", "9 - WRONG_CELL_COUNT",
            ])
            #expect(try await house.brand.codes(as: CatalogBrand.chaoyang) == ["A", "B", "G", "THERE"])
            #expect(house.brand.catalog.current.skus[Code(stored: "G")] != nil)
        }
    }

    @Test func `a sheet sent again adds nothing twice`() async throws {
        try await CatalogBrand.with { house in
            _ = try await bring([Self.row("A", 1), Self.row("B", 2)], to: house.brand)
            let (report, told) = try await bring([Self.row("A", 1), Self.row("B", 2)], to: house.brand)
            #expect(report.accepted == 0)
            #expect(told == ["1 code SKU_EXISTS", "1 gtin GTIN_TAKEN", "2 code SKU_EXISTS", "2 gtin GTIN_TAKEN"])
        }
    }

    @Test func `a region's rows are taken in their order until its quota is full`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(14)
            let (report, told) = try await bring(
                [Self.row("Z", 1), Self.row("C-0001", 2), Self.row("Y", 3), Self.row("A", 4), Self.row("B", 5)], to: house.brand, as: CatalogBrand.beijing)
            #expect(report.accepted == 2)
            #expect(told == ["2 code SKU_EXISTS", "4 - REGIONAL_QUOTA_EXCEEDED", "5 - REGIONAL_QUOTA_EXCEEDED"])
            #expect(try await house.brand.codes(SKUFilter(search: "tq"), as: CatalogBrand.beijing) == ["Y", "Z"])
            #expect(try await house.brand.sku(Code(stored: "Z"), as: CatalogBrand.beijing).owner.text == "R-11")
        }
    }

    @Test func `imports of one sheet at once land each row once`() async throws {
        try await CatalogBrand.with { house in
            let rows = (1...60).map { Self.row("S-\($0)", $0) }
            let sheets = try [Self.sheet(rows), Self.sheet(rows.reversed()), Self.sheet(rows.shuffled())]
            let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
                for sheet in sheets {
                    group.addTask { try await house.brand.work(for: CatalogBrand.headquarters) { try await $0.importSKUs(sheet) }.accepted }
                }
                return try await group.reduce(0, +)
            }
            #expect(accepted == 60)
            #expect(try await house.brand.codes(as: CatalogBrand.headquarters).count == 60)
        }
    }
}

@Suite struct CSVSheetTests {
    static func sheet(_ text: String, rowLimit: Int = 10) throws -> CSVSheet {
        try CSVSheet(Array(text.utf8), rowLimit: rowLimit)
    }

    @Test(arguments: [
        "a,b\n1,2\n3,\n", "a,b\r\n1,2\r\n3,\r\n", "\u{FEFF}a,b\n1,2\n3,", " a ,\"b\"\n\"1\", 2\n3,\"\"", "a,b\n\n1,2\n,\n3,\n\n",
    ])
    func `a sheet is read however it ends its lines and quotes its cells`(text: String) throws {
        let sheet = try Self.sheet(text)
        #expect(sheet.columns == ["a", "b"])
        #expect(sheet.rows.map(\.cells) == [["1", "2"], ["3", ""]])
    }

    @Test func `a quoted cell may hold commas, quotes and line ends, and empty rows count`() throws {
        let sheet = try Self.sheet("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n\nz,\n")
        #expect(sheet.rows.map(\.cells) == [["x,\"y\"", "1\n2"], ["z", ""]])
        #expect(sheet.rows.map(\.number) == [1, 3])
    }

    @Test(arguments: [
        ("", SheetRefusal.empty), ("\n\n", .empty), (",\n1,2", .empty), ("a,b\n1,2\n\"x\" y,2\n3,4\n", .malformed(row: 2)), ("a,b\n1,2\n\"x,2\n3,4\n", .malformed(row: 2)),
        ("a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", .tooManyRows(limit: 10)),
    ])
    func `what can't be told apart as rows is refused whole`(text: String, refusal: SheetRefusal) {
        #expect(throws: refusal) { try Self.sheet(text) }
    }

    @Test func `bytes that aren't UTF-8 are refused`() {
        #expect(throws: SheetRefusal.notUTF8) { try CSVSheet([0x61, 0x0A, 0xFF], rowLimit: 10) }
    }

    @Test func `every fault of the header is named`() throws {
        let refusal = try #require(throws: SheetRefusal.self) {
            try SKUImportTests.sheet([], header: SKUImportTests.header.replacing("aroma", with: "colour").replacing("series", with: "brand"))
        }
        #expect(refusal.reason.faults.map { $0.pointer + " " + $0.code } == [
            "/brand DUPLICATE_KEY", "/colour UNKNOWN_FIELD", "/series MISSING", "/aroma MISSING",
        ])
    }
}
