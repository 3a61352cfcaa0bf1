import Commerce
import Testing

@Suite struct SourcingTraceTests {
    @Test(arguments: 0..<300)
    func `a plan is read back as it was written`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let plan = Self.plan(&random)
        #expect(SourcingTrace.decode(SourcingTrace.encode(plan)) == plan, "seed \(seed)")
    }

    @Test(arguments: 0..<50)
    func `a trace that is cut off or of another kind is none, and traps nothing`(seed: UInt64) {
        var random = OrderRandom(seed: seed)
        let bytes = SourcingTrace.encode(Self.plan(&random))
        for length in 0..<bytes.count { #expect(SourcingTrace.decode(Array(bytes.prefix(length))) == nil, "seed \(seed), \(length) bytes") }
        #expect(SourcingTrace.decode([2] + bytes.dropFirst()) == nil)
        for _ in 0..<200 {
            var broken = bytes
            broken[Int.random(in: 0..<broken.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            _ = SourcingTrace.decode(broken)
        }
    }

    @Test func `a list that claims more than there is isn't read`() {
        #expect(SourcingTrace.decode([1, 1, 0, 0, 0, 0, 0] + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == nil)
        #expect(SourcingTrace.decode([1] + Array(repeating: 0xFF, count: 64)) == nil)
    }

    @Test func `ten lines over 37 warehouses take some hundred bytes`() {
        let shipment = SourcingPlan.Shipment(
            source: 0, warehouse: 1, distanceMetres: 118_000, costNanoFen: 4_100_000_000_000, costFen: 4100, promisedMinutes: 238,
            lines: (0..<10).map { SourcingPlan.Allocation(line: $0, sku: Int32(100 + $0), stockClass: .general, tier: .hq, units: 60) })
        let plan = SourcingPlan(
            shipments: [shipment], shortfalls: [], costFen: 4100, costNanoFen: 4_100_000_000_000, optimal: true, gapFen: 0, nodes: 7, unfilledUnits: 0,
            considered: (0..<37).map {
                SourcingPlan.Considered(source: $0, warehouse: Int32($0 + 1), distanceMetres: 1_000_000, reason: .notEligible, couldGiveUnits: 0)
            },
            runnerUp: nil)
        #expect(SourcingTrace.encode(plan).count < 400)
    }

    static func plan(_ random: inout OrderRandom) -> SourcingPlan {
        func number(_ random: inout OrderRandom) -> Int64 {
            // All lengths of numbers, short ones most.
            Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &random), using: &random)
        }
        func key(_ random: inout OrderRandom) -> Int32 { Int32.random(in: 0...Int32.max, using: &random) }
        let shipments = (0..<Int.random(in: 0...4, using: &random)).map { source in
            SourcingPlan.Shipment(
                source: source, warehouse: key(&random), distanceMetres: number(&random), costNanoFen: number(&random), costFen: number(&random),
                promisedMinutes: number(&random),
                lines: (0..<Int.random(in: 1...5, using: &random)).map { line in
                    SourcingPlan.Allocation(
                        line: line, sku: key(&random), stockClass: Bool.random(using: &random) ? .pool : .general,
                        tier: SourcingTier.allCases[Int.random(in: 0..<SourcingTier.allCases.count, using: &random)], units: number(&random))
                })
        }
        return SourcingPlan(
            shipments: shipments,
            shortfalls: (0..<Int.random(in: 0...3, using: &random)).map { line in
                SourcingPlan.Shortfall(line: line, sku: key(&random), units: number(&random))
            },
            costFen: number(&random), costNanoFen: number(&random), optimal: Bool.random(using: &random), gapFen: number(&random),
            nodes: Int(number(&random)), unfilledUnits: number(&random),
            considered: (0..<Int.random(in: 0...40, using: &random)).map { source in
                SourcingPlan.Considered(
                    source: source, warehouse: key(&random), distanceMetres: number(&random),
                    reason: ConsideredReason.allCases[Int.random(in: 0..<ConsideredReason.allCases.count, using: &random)],
                    couldGiveUnits: number(&random))
            },
            runnerUp: Bool.random(using: &random)
                ? nil
                : SourcingPlan.RunnerUp(
                    warehouses: (0..<Int.random(in: 1...4, using: &random)).map { _ in key(&random) }, costNanoFen: number(&random),
                    costFen: number(&random), unfilledUnits: number(&random)))
    }
}
