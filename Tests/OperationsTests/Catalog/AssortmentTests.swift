import Commerce
import Operations
import TestSupport
import Testing

@Suite struct AssortmentTests {
    private func put(_ selection: AssortmentSelection, of code: String, _ brand: Brand, as caller: Caller) async throws -> AssortmentView {
        try await brand.work(for: caller) { try await $0.putAssortment(selection, of: Code(stored: code)) }
    }

    private func listed(_ codes: String...) -> AssortmentSelection {
        .listed(codes.map { Code(stored: $0) })
    }

    @Test func `a region has everything until a list is put, and again when all is put`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(3)
            let region = Code(stored: "R-11")
            #expect(try await house.brand.assortment(of: region, as: CatalogBrand.beijing).selection == .all)
            let kept = try await put(listed("C-0002", "C-0001", "C-0002"), of: "R-11", house.brand, as: CatalogBrand.headquarters)
            #expect(kept.selection == listed("C-0001", "C-0002"))
            #expect(try await house.brand.assortment(of: region, as: CatalogBrand.beijing) == kept)
            #expect(try await house.brand.assortment(of: Code(stored: "D-110105"), as: CatalogBrand.chaoyang) == kept)
            let third = try #require(house.brand.catalog.current.skus[Code(stored: "C-0003")])
            #expect(!house.brand.catalog.current.assortments.allows(third, to: CatalogBrand.chaoyang.organization))
            #expect(try await put(listed(), of: "R-11", house.brand, as: CatalogBrand.beijing).selection == listed())
            #expect(try await house.brand.codes(as: CatalogBrand.chaoyang) == [])
            #expect(try await put(.all, of: "R-11", house.brand, as: CatalogBrand.beijing).selection == .all)
            #expect(try await house.brand.codes(as: CatalogBrand.chaoyang).count == 3)
            #expect(house.brand.catalog.current.assortments.allows(third, to: CatalogBrand.chaoyang.organization))
        }
    }

    @Test func `what is out of reach is not there, and only regions have an assortment to put`() async throws {
        try await CatalogBrand.with { house in
            for (code, caller) in [("R-31", CatalogBrand.beijing), ("HQ", CatalogBrand.beijing), ("R-11", CatalogBrand.chaoyang), ("X", CatalogBrand.headquarters)] {
                await #expect(throws: AssortmentRefusal.unknownOrganization, "\(code)") {
                    try await house.brand.assortment(of: Code(stored: code), as: caller)
                }
                await #expect(throws: AssortmentRefusal.unknownOrganization, "\(code)") { try await put(.all, of: code, house.brand, as: caller) }
            }
            for code in ["HQ", "D-110105"] {
                await #expect(throws: AssortmentRefusal.notARegion) { try await put(.all, of: code, house.brand, as: CatalogBrand.headquarters) }
            }
        }
    }

    @Test func `only central SKUs that the caller sees can be listed, and every other is named`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(7)
            _ = try await house.brand.add(.plain("DRAFT", 1) { $0.status = .draft }, as: CatalogBrand.headquarters)
            _ = try await house.brand.add(.plain("OWN", 2), as: CatalogBrand.beijing)
            await #expect(throws: AssortmentRefusal.unknownSKUs([0, 2, 3])) {
                try await put(listed("X", "C-0001", "OWN", "DRAFT"), of: "R-11", house.brand, as: CatalogBrand.beijing)
            }
            #expect(try await house.brand.assortment(of: Code(stored: "R-11"), as: CatalogBrand.beijing).selection == .all)
            _ = try await put(listed("DRAFT", "C-0001"), of: "R-11", house.brand, as: CatalogBrand.headquarters)
            #expect(try await house.brand.assortment(of: Code(stored: "R-11"), as: CatalogBrand.beijing).selection == listed("C-0001"))
        }
    }

    @Test func `lists put at once don't mix`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(9)
            let choices = [["C-0001", "C-0002", "C-0003"], ["C-0004", "C-0005", "C-0006"], ["C-0007", "C-0008", "C-0009"]]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<12 {
                    group.addTask {
                        let selection = AssortmentSelection.listed(choices[round % 3].map { Code(stored: $0) })
                        _ = try await house.brand.work(for: CatalogBrand.beijing) { try await $0.putAssortment(selection, of: Code(stored: "R-11")) }
                    }
                }
                try await group.waitForAll()
            }
            let kept = try await house.brand.codes(as: CatalogBrand.chaoyang)
            #expect(choices.contains(kept))
        }
    }
}
