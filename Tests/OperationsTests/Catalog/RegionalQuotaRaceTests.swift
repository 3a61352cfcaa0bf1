import Commerce
import Operations
import TestSupport
import Testing

@Suite struct RegionalQuotaRaceTests {
    @Test func `of 500 central SKUs the 75th custom one lands and the 76th is refused`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(500)
            try await house.addCustom("R", of: CatalogBrand.beijing, 74)
            _ = try await house.brand.add(.plain("X-75", 75), as: CatalogBrand.beijing)
            let full = RegionalQuota(activeCentral: 500, used: 75)
            await #expect(throws: CatalogRefusal.quotaExceeded(full)) { try await house.brand.add(.plain("X-76", 76), as: CatalogBrand.beijing) }
            // What is there already is told as that, and other regions have room of their own.
            await #expect(throws: CatalogRefusal.taken(code: true, gtin: true)) {
                try await house.brand.add(.plain("X-75", 75), as: CatalogBrand.beijing)
            }
            _ = try await house.brand.add(.plain("Y-1", 77), as: CatalogBrand.shanghai)
            _ = try await house.brand.add(.plain("Z-1", 78), as: CatalogBrand.headquarters)
        }
    }

    @Test func `however many add at once on two servers, exactly the quota lands`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(500)
            try await house.addCustom("R", of: CatalogBrand.beijing, 60)
            let servers = [house.brand, try await house.secondServer()]
            let landed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 1...40 {
                    let server = servers[number % 2]
                    group.addTask {
                        do {
                            _ = try await server.add(.plain("X-\(number)", number), as: CatalogBrand.beijing)
                            return true
                        } catch CatalogRefusal.quotaExceeded(let quota) {
                            #expect(quota == RegionalQuota(activeCentral: 500, used: 75))
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(landed == 15)
            #expect(try await house.brand.codes(SKUFilter(search: "x-"), as: CatalogBrand.beijing).count == 15)
        }
    }

    @Test func `taking a SKU off sale makes room, putting it back needs it`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(7)
            _ = try await house.brand.add(.plain("A", 1) { $0.status = .draft }, as: CatalogBrand.beijing)
            let full = RegionalQuota(activeCentral: 7, used: 1)
            await #expect(throws: CatalogRefusal.quotaExceeded(full)) { try await house.brand.add(.plain("B", 2), as: CatalogBrand.beijing) }
            _ = try await house.brand.add(.plain("OLD", 3) { $0.status = .discontinued }, as: CatalogBrand.beijing)
            _ = try await house.brand.change("A", as: CatalogBrand.beijing) { $0.status = .active }
            await #expect(throws: CatalogRefusal.quotaExceeded(full)) {
                try await house.brand.change("OLD", as: CatalogBrand.beijing) { $0.status = .active }
            }
            _ = try await house.brand.change("A", as: CatalogBrand.beijing) { $0.status = .discontinued }
            _ = try await house.brand.change("OLD", as: CatalogBrand.beijing) { $0.status = .active }
            await #expect(throws: CatalogRefusal.quotaExceeded(full)) {
                try await house.brand.change("A", as: CatalogBrand.headquarters) { $0.status = .draft }
            }
        }
    }
}
