import Commerce
import Testing

/// A limit of shipments that binds, where it was hardest: nothing to compare with, costs at the end of the range, and equals.
struct SourcingLimitTests {
    @Test func `a warehouse that does alone is best within a limit, and the runner-up is the best of the many others`() throws {
        let many = (0..<40).map { Place.hq("B\($0 / 10)\($0 % 10)", 2000 + Int64($0), ["A": 3]) }
        let sourced = try source([.wants("A", 100)], from: [.hq("A", 1.km, ["A": 100])] + many, under: SourcingPolicy(maxShipments: 10), nodeBudget: 10_000)
        #expect(sourced.shipments == [.from("A", ["A": 100])])
        #expect(sourced.plan.optimal && sourced.plan.gapFen == 0)
        #expect(sourced.plan.nodes <= 10_000)
        #expect(sourced.runnerUp == (0..<10).map { "B0\($0)" })
        #expect(sourced.plan.runnerUp?.unfilledUnits == 70)
    }

    @Test(arguments: [(5, 20, 15_244_800_000_000), (6, 12, 18_295_200_000_000)] as [(Int, Int64, Int64)])
    func `in strict tiers the runner-up of one headquarters' warehouse is as many regional ones as may be`(
        limit: Int, unfilled: Int64, nanoFen: Int64
    ) throws {
        let regional = (0..<32).map { Place.otherRegion("R\($0 / 10)\($0 % 10)", (100 + $0).km, ["A": 8]) }
        let sourced = try source(
            [.wants("A", 60)], from: [.hq("HQ", 300.km, ["A": 100])] + regional,
            under: SourcingPolicy(tiers: [.hq, .region, .otherRegions, .pool], maxShipments: limit), nodeBudget: 10_000)
        #expect(sourced.shipments == [.from("HQ", ["A": 60])])
        #expect(sourced.runnerUp == (0..<limit).map { "R0\($0)" })
        #expect(sourced.plan.runnerUp?.unfilledUnits == unfilled && sourced.plan.runnerUp?.costNanoFen == nanoFen)
    }

    /// A ton of freight 30,000 km away costs nearly 2^61 nano-fen for the one SKU that is near, too, and each warehouse must be used.
    @Test(arguments: [3, 4, 12, 16])
    func `costs at the end of the range are summed without leaving it`(limit: Int) throws {
        let problem = Self.farAndNear(limit, near: limit < 10 ? 3 : 20)
        let policy = try SourcingPolicy(maxShipments: limit)
        let plan = try Sourcing.plan(problem, under: policy)
        #expect(plan.optimal && plan.unfilledUnits == 0 && plan.shipments.count == limit)
        #expect(plan.costNanoFen > 1 << 60)
        guard limit < 10 else { return }
        let slow = SlowSourcing(problem, policy)
        let (best, second) = slow.bestTwo()
        #expect(slow.taken(by: plan) == best.taken)
        #expect(plan.runnerUp?.costNanoFen == second?.nanoFen && plan.runnerUp?.unfilledUnits == second?.unfilled)
    }

    @Test(arguments: [(10, 50), (16, 80), (40, 195), (100, 505)] as [(Int, Int64)])
    func `among equals the lowest codes are taken, and the search isn't lost`(count: Int, wanted: Int64) throws {
        let alike = (0..<count).map { Place.hq("W\($0 / 10)\($0 % 10)", 10.km, ["A": 10]) }
        let needed = Int(wanted + 9) / 10
        let best = try source([.wants("A", wanted)], from: alike)
        #expect(best.plan.optimal && best.plan.nodes < 3 * count)
        #expect(best.shipments.map(\.warehouse) == alike.prefix(needed).map(\.code))
        #expect(best.runnerUp == alike.prefix(needed - 1).map(\.code) + [alike[needed].code])
        let limited = try source([.wants("A", wanted)], from: alike, under: SourcingPolicy(maxShipments: needed - 1))
        #expect(limited.plan.optimal && limited.plan.nodes < 5 * count)
        #expect(limited.shipments.map(\.warehouse) == alike.prefix(needed - 1).map(\.code))
        #expect(limited.runnerUp == alike.prefix(needed - 2).map(\.code) + [alike[needed - 1].code])
    }

    /// Each far warehouse has a SKU of its own and all the heavy one; the near ones have the heavy one alone.
    static func farAndNear(_ far: Int, near: Int) -> SourcingProblem {
        let heavy = Int64(1_000_000)
        let lines = (0...far).map { line in
            SourcingProblem.Line(line: line, sku: Int32(line), units: line < far ? 1 : heavy, gramsPerUnit: line < far ? 0 : 1000)
        }
        let sources = (0..<far + near).map { index in
            SourcingProblem.Source(
                warehouse: Int32(index), code: "W\(index / 10)\(index % 10)", distanceMetres: index < far ? 30_000_000 + Int64(index) : Int64(index),
                generalTier: .hq)
        }
        let general = sources.indices.flatMap { index in lines.indices.map { $0 == far ? heavy : $0 == index ? 1 : 0 } }
        return SourcingProblem(lines: lines, sources: sources, skus: lines.map(\.sku), general: general, pool: general.map { _ in 0 })
    }
}
