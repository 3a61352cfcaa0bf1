import Commerce
import Operations
import Testing

struct PolicyTests {
    private func setPool(
        _ house: StockBrand, ratio: Int64, share: Int64 = 2000, _ overrides: KeyValuePairs<String, Int64> = [:], following version: Int? = nil
    ) async throws -> PoolPolicyView {
        let draft = try PoolPolicyDraft(
            ratioBps: ratio, perDistributorBps: share, overrides: overrides.map { .init(sku: Code(stored: $0.key), ratioBps: $0.value) })
        return try await house.brand.work(for: StockBrand.headquarters) { try await $0.setPoolPolicy(draft, following: version) }
    }

    @Test func `a new pool policy is a new version, counts at once, and is read by all`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000, "B": 1000])
            #expect(try await house.brand.poolPolicy(as: StockBrand.store).version == 1)
            let policy = try await setPool(house, ratio: 5000, ["B": 0, "A": 10_000])
            #expect(policy.version == 2)
            #expect(try await house.brand.poolPolicy(as: StockBrand.first) == policy)
            #expect(policy.overrides.map(\.sku.text) == ["A", "B"])
            #expect(try await house.stock(as: StockBrand.second) == ["WH-1/A 0+1000", "WH-1/B 1000+0"])
            #expect(house.brand.catalog.current.pool.version == 2)
            #expect(try await setPool(house, ratio: 2000).overrides.isEmpty)
            #expect(try await house.stock(as: StockBrand.second) == ["WH-1/A 800+200", "WH-1/B 802+198"])
        }
    }

    @Test func `an unknown SKU is named at its place, and a version that was replaced isn't followed`() async throws {
        try await StockBrand.with { house in
            await #expect(throws: PolicyRefusal.unknownSKUs(overrides: [1])) { try await setPool(house, ratio: 1, ["A": 1, "Z": 1]) }
            await #expect(throws: PolicyRefusal.changedMeanwhile(version: 1)) { try await setPool(house, ratio: 1, following: 3) }
            let followed = try await setPool(house, ratio: 1, following: 1)
            #expect(followed.version == 2)
            await #expect(throws: PolicyRefusal.changedMeanwhile(version: 2)) { try await setPool(house, ratio: 1, following: 1) }
        }
    }

    @Test func `policies made at the same time get a version each`() async throws {
        try await StockBrand.with { house in
            #expect(try await setPool(house, ratio: 500).version == 2)
            let versions = try await withThrowingTaskGroup(of: Int.self) { group in
                for ratio in 1...8 as ClosedRange<Int64> {
                    group.addTask { try await self.setPool(house, ratio: ratio * 1000).version }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(versions.sorted() == Array(3...10))
        }
    }

    @Test(arguments: [
        (-1, 2000, 0, ["/ratioBps OUT_OF_RANGE"]), (10_001, 10_001, 0, ["/ratioBps OUT_OF_RANGE", "/perDistributorBps OUT_OF_RANGE"]),
        (0, 0, 10_001, ["/overrides/0/ratioBps OUT_OF_RANGE", "/overrides/1/sku DUPLICATE_SKU", "/overrides/1/ratioBps OUT_OF_RANGE"]),
    ] as [(Int64, Int64, Int64, [String])])
    func `rates are shares of the whole`(_ ratio: Int64, _ share: Int64, _ override: Int64, _ faults: [String]) {
        let twice = [PoolPolicyDraft.Override](repeating: .init(sku: Code(stored: "A"), ratioBps: override), count: override == 0 ? 1 : 2)
        do {
            _ = try PoolPolicyDraft(ratioBps: ratio, perDistributorBps: share, overrides: twice)
            Issue.record("It should be refused.")
        } catch {
            #expect(error.reason.faults.map { "\($0.pointer) \($0.code)" } == faults)
        }
    }

    @Test func `a sourcing policy is kept whole, as a new version that orders are sourced under`() async throws {
        try await StockBrand.with { house in
            let policy = try SourcingPolicy(
                tiers: [.region, .otherRegions, .hq], tierMode: .weighted, tierSurchargeFen: [0, 5, 1], shipmentFen: 1234,
                freightFenPerTonneKm: 7, maxShipments: 3, maxDistanceKm: 900, allowPartial: true, roadFactorBps: 12_000, speedKmh: 80,
                handlingMinutes: 5)
            let view = try await house.brand.work(for: StockBrand.headquarters) { try await $0.setSourcingPolicy(policy, following: nil) }
            #expect(view.version == 2)
            #expect(house.brand.catalog.current.sourcing.policy == policy)
            #expect(try await house.brand.sourcingPolicy(as: StockBrand.store).policy == policy)
            let standard = try await house.brand.work(for: StockBrand.headquarters) { try await $0.setSourcingPolicy(.standard, following: 2) }
            #expect(standard.version == 3)
            #expect(house.brand.catalog.current.sourcing.policy == .standard)
            await #expect(throws: PolicyRefusal.changedMeanwhile(version: 3)) {
                try await house.brand.work(for: StockBrand.headquarters) { try await $0.setSourcingPolicy(.standard, following: 2) }
            }
        }
    }

    @Test func `a policy that asks more warehouses serves who waits`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10])
            try await house.move(.transfer, ["A": 10], to: "RW-31")
            #expect(try await house.order(["A": 5], backorder: true) == "backordered")
            let wide = try SourcingPolicy(tiers: [.hq, .region, .otherRegions])
            _ = try await house.brand.work(for: StockBrand.headquarters) { try await $0.setSourcingPolicy(wide, following: nil) }
            await house.brand.offerStockToBackorders(for: StockBrand.headquarters)
            let row = try await house.brand.stock(warehouse: Code(stored: "RW-31"), sku: nil, PageRequest(), as: StockBrand.headquarters).items
            #expect(row.map { $0.books?.reserved } == [5])
            #expect(try await house.brand.audit().isClean)
        }
    }
}
