import Commerce
import Testing

/// The engine against `SlowSourcing`. A failing seed is printed and makes the same problem everywhere.
struct SourcingEnumerationTests {
    @Test(arguments: 0..<40)
    func `no set of warehouses ranks before the plan, and only the plan before the runner-up`(chunk: Int) throws {
        for seed in UInt64(chunk * 75)..<UInt64(chunk * 75 + 75) {
            var random = RandomSourcing(seed: seed)
            let policy = random.policy()
            try check(random.problem(sources: 6, skus: 4, units: 12), policy, seed)
        }
    }

    @Test(arguments: 0..<20)
    func `no allocation at all ranks before the plan`(chunk: Int) throws {
        for seed in UInt64(10_000 + chunk * 50)..<UInt64(10_050 + chunk * 50) {
            var random = RandomSourcing(seed: seed)
            let policy = random.policy()
            let problem = random.problem(sources: 3, skus: 2, units: 4)
            let slow = SlowSourcing(problem, policy)
            guard slow.allocationCount < 1000 else { continue }
            let plan = try Sourcing.plan(problem, under: policy)
            #expect(slow.taken(by: plan) == slow.bestOfAllAllocations().taken, "seed \(seed)")
        }
    }

    private func check(_ problem: SourcingProblem, _ policy: SourcingPolicy, _ seed: UInt64) throws {
        let plan = try Sourcing.plan(problem, under: policy)
        let slow = SlowSourcing(problem, policy)
        let (best, second) = slow.bestTwo()
        #expect(plan.optimal && plan.gapFen == 0, "seed \(seed)")
        #expect(slow.taken(by: plan) == best.taken, "seed \(seed)")
        #expect(plan.costNanoFen == best.nanoFen, "seed \(seed)")
        #expect(plan.unfilledUnits == best.unfilled, "seed \(seed)")
        #expect(plan.shortfalls.reduce(0) { $0 + $1.units } == best.unfilled, "seed \(seed)")
        #expect(plan.runnerUp.map { slow.indices(of: $0.warehouses) } == second?.used, "seed \(seed)")
        #expect(plan.runnerUp?.costNanoFen == second?.nanoFen, "seed \(seed)")
        #expect(plan.runnerUp?.unfilledUnits == second?.unfilled, "seed \(seed)")
        for considered in plan.considered {
            #expect(considered.reason == slow.reason(considered.source, best), "seed \(seed), \(considered)")
        }
    }
}
