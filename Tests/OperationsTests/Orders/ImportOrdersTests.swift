import Commerce
import Operations
import TestSupport
import Testing

@Suite struct ImportOrdersTests {
    static let sheet = """
        orderRef,sku,quantity,unit
        PO-1,A,2,case
        PO-2,B,1,
        PO-1,L,3,bottle
        PO-3,NONE,1,case
        PO-4,A,0,case
        PO-4,A,1,crate
        PO-5,A,5,bottle

        """

    @Test func `good orders are placed and the rows of bad ones are named`() async throws {
        try await TestBrand.with { test in
            let report = try await test.load(Self.sheet)
            #expect(report.placed.map { String(decoding: $0.body, as: UTF8.self) } == ["PO-1 15", "PO-2 6"])
            #expect(report.rejected == 3 && report.isFinal)
            #expect(report.faults.map { "\($0.row) \($0.column ?? "") \($0.code)" } == [
                "4 sku UNKNOWN_SKU", "5 quantity OUT_OF_RANGE", "6 unit UNKNOWN_VALUE", "7 quantity NOT_WHOLE_CASES",
            ])
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a sheet that is sent again places nothing twice`() async throws {
        try await TestBrand.with { test in
            let first = try await test.load(Self.sheet)
            #expect(try await test.load(Self.sheet).placed == first.placed)
            // Mended, and in another order.
            let mended = "orderRef,sku,quantity,unit\nPO-3,C,1,case\nPO-2,B,1,case\nPO-1,A,2,case\nPO-1,L,3,bottle\n"
            let second = try await test.load(mended)
            #expect(second.rejected == 0 && second.placed.count == 3)
            #expect(Set(first.placed.map(\.location)).isSubset(of: second.placed.map(\.location)))
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 3)
            // Another client's order of the same name is another order.
            _ = try await test.load(mended, by: "D-110106")
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 6)
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order that is placed stays placed, whatever a later sheet or the catalogue says`() async throws {
        try await TestBrand.with { test in
            let sheet = "orderRef,sku,quantity\nPO-1,A,2\nPO-1,B,1\n"
            let first = try await test.load(sheet)
            #expect(first.placed.count == 1)
            // The same lines in other rows, and the buyer named.
            #expect(try await test.load("orderRef,distributor,sku,quantity\nPO-1,,B,1\nPO-1,D-110105,A,2\n").placed == first.placed)
            let other = try await test.load("orderRef,sku,quantity\nPO-2,B,1\nPO-1,A,3\nPO-1,B,1\n")
            #expect(other.placed.count == 1 && other.rejected == 1 && other.isFinal)
            #expect(other.faults.map { "\($0.row) \($0.column ?? "") \($0.code)" } == ["2 orderRef ORDER_REF_REUSED"])
            try await test.sql("UPDATE tributary.skus SET status = 'discontinued' WHERE code = 'A'")
            try await test.brand.catalog.reload([.skus])
            #expect(try await test.load(sheet).placed == first.placed)
            #expect(try await test.load("orderRef,sku,quantity\nPO-1,A,4\n").faults.map(\.code) == ["ORDER_REF_REUSED"])
            #expect(try await test.load("orderRef,sku,quantity\nPO-3,A,1\n").faults.map(\.code) == ["NOT_IN_ASSORTMENT"])
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what couldn't be had is tried anew when the sheet is sent again`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            let sheet = "orderRef,sku,quantity\nPO-1,A,1\n"
            let refused = try await test.load(sheet)
            #expect(refused.placed.isEmpty && refused.faults.map(\.code) == ["OUT_OF_STOCK"] && refused.faults.map(\.row) == [1])
            try await test.receive(["A": 60])
            #expect(try await test.load(sheet).placed.count == 1)
        }
    }

    @Test func `a region names the distributor of each order`() async throws {
        try await TestBrand.with { test in
            let report = try await test.load(
                "orderRef,distributor,sku,quantity\n1,D-110105,A,1\n2,D-110106,A,1\n3,D-310101,A,1\n4,,A,1\n5,D-110105,A,1\n5,D-110106,A,1\n", by: "R-11")
            #expect(report.placed.count == 2)
            #expect(report.faults.map { "\($0.row) \($0.code)" } == ["3 NOT_FOUND", "4 MISSING", "6 DIFFERENT_DISTRIBUTOR"])
        }
    }

    @Test func `hundreds of orders of one sheet find their way through the intake`() async throws {
        try await TestBrand.with { test in
            let rows = (0..<300).map { "PO-\($0),L,1,bottle" }
            let report = try await test.load("orderRef,sku,quantity,unit\n" + rows.joined(separator: "\n"))
            #expect(report.placed.count == 300 && report.rejected == 0)
            #expect(try await test.count("SELECT sum(reserved + pool_reserved) FROM tributary.stock_levels") == 300)
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [
        ("", "MISSING"), ("orderRef,sku\nP,A\n", "MISSING"), ("orderRef,sku,quantity,price\n", "UNKNOWN_FIELD"),
        ("orderRef,sku,quantity\nP,\"A,1\n", "MALFORMED_CSV"),
    ])
    func `a sheet that can't be read as one of orders is refused as a whole`(text: String, code: String) {
        let refusal = #expect(throws: SheetRefusal.self) { try OrderSheet(Array(text.utf8)) }
        #expect(refusal?.reason.code == code)
    }
}

extension TestBrand {
    fileprivate func load(_ sheet: String, by client: String = "D-110105") async throws -> OrderImport {
        let caller = try caller(client)
        let sheet = try OrderSheet(Array(sheet.utf8), buyer: caller.role == .distributor ? caller.code : nil)
        return try await brand.importOrders(sheet, by: caller) { orderRef, order in
            StoredAnswer(
                status: 201, location: order.id.external, body: Array("\(orderRef) \(order.lines.reduce(0) { $0 + $1.units })".utf8))
        }
    }
}
