import Commerce
import Operations
import TestSupport
import Testing

@Suite struct StorefrontRaceTests {
    @Test func `two servers sell the last of a pool share once, and never beyond the distributor's credit`() async throws {
        // 36 units of the pool are the distributor's, 30 of them it can pay for.
        try await TestBrand.withStorefront(own: ["A": 10], hq: ["A": 600], balanceFen: 300_000, storeFen: 10_000_000, stores: 6) { test in
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(60) { index in
                    try await (index % 2 == 0 ? test : other).buy(["A": 1], by: "S-110105-00\(index % 6 + 1)", key: "race-\(index)")
                }
                #expect(outcomes.count { $0.order != nil } == 40)
                #expect(outcomes.compactMap { try? $0.get() }.filter { $0 == .refused("OUT_OF_STOCK") }.count == 20)
            }
            #expect(try await test.level("DW-110105", "A") == "10/10/0")
            #expect(try await test.level("WH-TJ", "A") == "600/0/30")
            #expect(try await test.purse("D-110105") == "300000/300000")
            try await test.expectCleanAudit()
        }
    }

    @Test func `stores' orders and cancels, and the distributor's own orders, end in clean ledgers`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        try await TestBrand.withStorefront(own: ["A": 40, "B": 9], hq: ["A": 600, "B": 60], balanceFen: 2_000_000, storeFen: 10_000_000, stores: 3) { test in
            try await test.anotherServer { other in
                _ = await TestBrand.atOnce(12) { lane in
                    var generator = SplitMix(seed: seed &+ UInt64(lane))
                    let server = lane % 2 == 0 ? test : other
                    for _ in 0..<8 {
                        if lane % 4 == 3 {
                            _ = try await server.send(["A": 6, "B": 6], backorder: false)
                            continue
                        }
                        let store = "S-110105-00\(lane % 3 + 1)"
                        let sent = try await server.buy(["A": Int64.random(in: 1...9, using: &generator), "B": 1], by: store)
                        if let order = sent.order, Bool.random(using: &generator) { _ = try await server.cancel(order, by: store) }
                    }
                }
            }
            let report = try await test.brand.audit()
            #expect(report.isClean, "seed \(seed): \(report.text)")
            #expect(try await test.count("SELECT count(*) FROM tributary.orders WHERE organization_id & 1048575 > 0") > 0)
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
