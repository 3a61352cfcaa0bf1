import Commerce
import Operations
import TestSupport
import Testing

@Suite struct CatalogVisibilityTests {
    /// Two central SKUs, a draft and one that is over; a custom SKU of each region and a draft of one.
    private func withCatalogue(_ body: (CatalogBrand) async throws -> Void) async throws {
        try await CatalogBrand.with { house in
            // Room for two custom SKUs; all but two of these go again.
            try await house.addCentral(14)
            let others: [(String, SKUStatus, Caller)] = [
                ("DRAFT", .draft, CatalogBrand.headquarters), ("OVER", .discontinued, CatalogBrand.headquarters),
                ("CUSTOM-11", .active, CatalogBrand.beijing), ("CUSTOM-11-DRAFT", .draft, CatalogBrand.beijing),
                ("CUSTOM-31", .active, CatalogBrand.shanghai),
            ]
            for (number, (code, status, owner)) in others.enumerated() {
                _ = try await house.brand.add(.plain(code, number) { $0.status = status }, as: owner)
            }
            try await house.script("DELETE FROM skus WHERE code BETWEEN 'C-0003' AND 'C-0014'")
            try await body(house)
        }
    }

    static let seen: [(Caller, [String])] = [
        (CatalogBrand.headquarters, ["C-0001", "C-0002", "CUSTOM-11", "CUSTOM-11-DRAFT", "CUSTOM-31", "DRAFT", "OVER"]),
        (CatalogBrand.beijing, ["C-0001", "C-0002", "CUSTOM-11", "CUSTOM-11-DRAFT", "OVER"]),
        (CatalogBrand.shanghai, ["C-0001", "C-0002", "CUSTOM-31", "OVER"]),
        (CatalogBrand.chaoyang, ["C-0001", "C-0002", "CUSTOM-11", "OVER"]),
        (CatalogBrand.huangpu, ["C-0001", "C-0002", "CUSTOM-31", "OVER"]),
        (CatalogBrand.store, ["C-0001", "C-0002", "CUSTOM-11", "OVER"]),
    ]

    @Test func `everybody sees the central SKUs and its own region's, and drafts only whose they are`() async throws {
        try await withCatalogue { house in
            for (caller, expected) in Self.seen {
                let seen = try await house.brand.codes(as: caller)
                #expect(seen == expected, "\(caller.code)")
                for code in Self.seen[0].1 {
                    let found = try? await house.brand.sku(Code(stored: code), as: caller)
                    #expect((found != nil) == expected.contains(code), "\(caller.code) \(code)")
                }
            }
        }
    }

    @Test func `a region's assortment bounds what is seen below it and nowhere else`() async throws {
        try await withCatalogue { house in
            _ = try await house.brand.work(for: CatalogBrand.beijing) {
                try await $0.putAssortment(.listed([Code(stored: "C-0002")]), of: Code(stored: "R-11"))
            }
            #expect(try await house.brand.codes(as: CatalogBrand.chaoyang) == ["C-0002", "CUSTOM-11"])
            #expect(try await house.brand.codes(as: CatalogBrand.store) == ["C-0002", "CUSTOM-11"])
            #expect(try await house.brand.codes(as: CatalogBrand.beijing) == Self.seen[1].1)
            #expect(try await house.brand.codes(as: CatalogBrand.huangpu) == Self.seen[4].1)
            await #expect(throws: CatalogRefusal.unknownSKU) { try await house.brand.sku(Code(stored: "C-0001"), as: CatalogBrand.chaoyang) }
        }
    }

    @Test func `pages follow each other by code and end`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(7)
            let all = (1...7).map { "C-000\($0)" }
            for limit in [1, 2, 3, 6, 7, 8] {
                #expect(try await house.brand.codes(limit: limit, as: CatalogBrand.chaoyang) == all, "\(limit) a page")
            }
            let page = try await house.brand.skus(SKUFilter(), page: PageRequest(limit: 7), as: CatalogBrand.chaoyang)
            #expect(page.next == nil)
            await #expect(throws: Reason.self) {
                try await house.brand.skus(SKUFilter(), page: PageRequest(after: "no code"), as: CatalogBrand.chaoyang)
            }
        }
    }

    @Test(arguments: [
        ("tq52", ["A"]), ("听泉", ["A", "B"]), ("听泉 500", ["B"]), ("500 听泉 b", ["B"]), ("cL-", []), ("a", ["A"]), ("B", ["B"]),
        ("9520000000011", ["A"]), ("%", []), ("_", []), ("\\", ["B"]), ("  ", ["A", "B", "C"]), ("度", ["A"]), ("'", []), ("qx", ["C"]),
    ])
    func `a search finds words in code, name, initials and GTIN`(search: String, expected: [String]) async throws {
        try await CatalogBrand.with { house in
            _ = try await house.brand.add(.plain("A", 1) { $0.name = "听泉52度" }, as: CatalogBrand.headquarters)
            _ = try await house.brand.add(.plain("B", 2) { $0.name = "听泉\\500" }, as: CatalogBrand.headquarters)
            _ = try await house.brand.add(.plain("C", 3) { $0.name = "清香"; $0.aroma = .light; $0.priceBand = .super }, as: CatalogBrand.headquarters)
            #expect(try await house.brand.codes(SKUFilter(search: search), as: CatalogBrand.chaoyang) == expected)
        }
    }

    @Test func `filters narrow a list and a search alike`() async throws {
        try await CatalogBrand.with { house in
            _ = try await house.brand.add(.plain("A", 1), as: CatalogBrand.headquarters)
            _ = try await house.brand.add(.plain("B", 2) { $0.aroma = .light; $0.category = .health }, as: CatalogBrand.headquarters)
            _ = try await house.brand.add(.plain("C", 3) { $0.priceBand = .super; $0.status = .discontinued }, as: CatalogBrand.headquarters)
            let filters: [(SKUFilter, [String])] = [
                (SKUFilter(category: .health), ["B"]), (SKUFilter(aroma: .strong), ["A", "C"]), (SKUFilter(priceBand: .super), ["C"]),
                (SKUFilter(status: .active), ["A", "B"]), (SKUFilter(aroma: .strong, status: .active), ["A"]), (SKUFilter(category: .beer), []),
            ]
            for (filter, expected) in filters {
                var searching = filter
                searching.search = "听泉"
                #expect(try await house.brand.codes(filter, as: CatalogBrand.chaoyang) == expected)
                #expect(try await house.brand.codes(searching, as: CatalogBrand.chaoyang) == expected)
            }
        }
    }
}
