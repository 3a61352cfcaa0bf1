import Commerce
import Operations
import TestSupport
import Testing

@Suite struct CatalogTests {
    @Test func `what headquarters adds is read back whole and sold at once`() async throws {
        try await CatalogBrand.with { house in
            let draft = SKUDraft.plain("A", 1) {
                $0.shelfLifeDays = .value(365)
                $0.suggestedPriceFen = .value(9900)
                $0.looseSale = true
            }
            let added = try await house.brand.add(draft, as: CatalogBrand.headquarters)
            #expect(added.owner.text == "HQ")
            #expect(try await house.brand.sku(Code(stored: "A"), as: CatalogBrand.chaoyang) == added)
            let wanted = try draft.details()
            #expect(added.sku.details == wanted)
            let snapshot = house.brand.catalog.current
            let sellable = try #require(snapshot.skus[Code(stored: "A")])
            #expect(sellable.listPriceFen == 8000)
            #expect(snapshot.assortments.allows(sellable, to: CatalogBrand.huangpu.organization))
        }
    }

    @Test func `a code or a GTIN that is taken is refused by name`() async throws {
        try await CatalogBrand.with { house in
            _ = try await house.brand.add(.plain("A", 1), as: CatalogBrand.headquarters)
            await #expect(throws: CatalogRefusal.taken(code: true, gtin: false)) {
                try await house.brand.add(.plain("A", 2), as: CatalogBrand.headquarters)
            }
            await #expect(throws: CatalogRefusal.taken(code: false, gtin: true)) {
                try await house.brand.add(.plain("B", 1), as: CatalogBrand.headquarters)
            }
            await #expect(throws: CatalogRefusal.taken(code: true, gtin: true)) {
                try await house.brand.add(.plain("A", 1), as: CatalogBrand.headquarters)
            }
            _ = try await house.brand.add(.plain("B", 2), as: CatalogBrand.headquarters)
            await #expect(throws: CatalogRefusal.taken(code: false, gtin: true)) {
                try await house.brand.change("B", as: CatalogBrand.headquarters) { $0.gtin = SKUDraft.gtin(1) }
            }
        }
    }

    @Test func `of many that add one code at once one does`() async throws {
        try await CatalogBrand.with { house in
            let landed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...16 {
                    group.addTask {
                        do {
                            _ = try await house.brand.add(.plain("A", number), as: CatalogBrand.headquarters)
                            return true
                        } catch CatalogRefusal.taken(code: true, gtin: false) {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(landed == 1)
        }
    }

    @Test func `another owner than who adds is refused`() async throws {
        try await CatalogBrand.with { house in
            await #expect(throws: CatalogRefusal.fixedOwner) {
                try await house.brand.add(.plain("A", 1) { $0.owner = Code("R-11") }, as: CatalogBrand.headquarters)
            }
            let added = try await house.brand.add(.plain("A", 1) { $0.owner = Code("HQ") }, as: CatalogBrand.headquarters)
            #expect(added.owner.text == "HQ")
        }
    }

    @Test func `changes of different fields at once both take effect`() async throws {
        try await CatalogBrand.with { house in
            _ = try await house.brand.add(.plain("A", 1), as: CatalogBrand.headquarters)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await house.brand.change("A", as: CatalogBrand.headquarters) { $0.listPriceFen = 8800 } }
                group.addTask { _ = try await house.brand.change("A", as: CatalogBrand.headquarters) { $0.name = "望岫" } }
                group.addTask { _ = try await house.brand.change("A", as: CatalogBrand.headquarters) { $0.unitsPerCase = 12 } }
                try await group.waitForAll()
            }
            let details = try await house.brand.sku(Code(stored: "A"), as: CatalogBrand.headquarters).sku.details
            #expect(details.listPriceFen == 8800)
            #expect(details.name == "望岫")
            #expect(details.unitsPerCase == 12)
            #expect(try await house.brand.codes(SKUFilter(search: "wx"), as: CatalogBrand.headquarters) == ["A"])
            #expect(try await house.brand.codes(SKUFilter(search: "听泉"), as: CatalogBrand.headquarters) == [])
        }
    }

    @Test func `a change that breaks a rule leaves the SKU as it was`() async throws {
        try await CatalogBrand.with { house in
            let added = try await house.brand.add(.plain("A", 1), as: CatalogBrand.headquarters)
            let reason = try await #require(throws: Reason.self) {
                try await house.brand.change("A", as: CatalogBrand.headquarters) { $0.listPriceFen = 6999 }
            }
            #expect(reason.code == "PRICE_FLOOR")
            #expect(reason.faults.map(\.pointer) == ["/listPriceFen"])
            #expect(try await house.brand.sku(Code(stored: "A"), as: CatalogBrand.headquarters) == added)
        }
    }

    @Test func `a region changes its own SKUs, headquarters any`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(7)
            _ = try await house.brand.add(.plain("R", 1), as: CatalogBrand.beijing)
            let own = try await house.brand.change("R", as: CatalogBrand.beijing) { $0.listPriceFen = 9000 }
            #expect(own.owner.text == "R-11")
            let above = try await house.brand.change("R", as: CatalogBrand.headquarters) { $0.floorPriceFen = 7500 }
            #expect(above.owner.text == "R-11")
            await #expect(throws: CatalogRefusal.anothersSKU) {
                try await house.brand.change("C-0001", as: CatalogBrand.beijing) { $0.listPriceFen = 1 }
            }
            await #expect(throws: CatalogRefusal.unknownSKU) {
                try await house.brand.change("R", as: CatalogBrand.shanghai) { $0.listPriceFen = 1 }
            }
            await #expect(throws: CatalogRefusal.unknownSKU) {
                try await house.brand.change("X", as: CatalogBrand.headquarters) { $0.listPriceFen = 1 }
            }
            await #expect(throws: CatalogRefusal.fixedOwner) {
                try await house.brand.change("R", as: CatalogBrand.headquarters) { $0.owner = Code("HQ") }
            }
        }
    }
}
