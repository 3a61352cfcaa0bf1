import Commerce
import Testing

/// The engine against `SlowSourcing`. A failing seed is printed and makes the same problem everywhere.
struct SourcingEnumerationTests {
    @Test(arguments: 0..<40)
    func `no set of warehouses ranks before the plan, and only the plan before the runner-up`(chunk: Int) throws {
        var withRunnerUp = 0
        for seed in UInt64(chunk * 75)..<UInt64(chunk * 75 + 75) {
            var random = RandomSourcing(seed: seed)
            let policy = try random.policy()
            if try check(random.problem(sources: 6, skus: 4, units: 12), policy, seed) { withRunnerUp += 1 }
        }
        #expect(withRunnerUp >= 20, "Too many of the problems had nothing to choose")
    }

    @Test(arguments: 0..<20)
    func `no allocation at all ranks before the plan`(chunk: Int) throws {
        var compared = 0
        for seed in UInt64(10_000 + chunk * 50)..<UInt64(10_050 + chunk * 50) {
            var random = RandomSourcing(seed: seed)
            let policy = try random.policy()
            let problem = random.problem(sources: 3, skus: 2, units: 4)
            let slow = SlowSourcing(problem, policy)
            guard slow.allocationCount < 1000 else { continue }
            let plan = try Sourcing.plan(problem, under: policy)
            #expect(slow.taken(by: plan) == slow.bestOfAllAllocations().taken, "seed \(seed)")
            compared += 1
        }
        #expect(compared >= 40, "Too many of the problems were too large to enumerate")
    }

    @Test(arguments: 0..<20)
    func `a limit of four to six shipments is kept best where one warehouse has what many have together`(chunk: Int) throws {
        var withRunnerUp = 0
        for seed in UInt64(30_000 + chunk * 5)..<UInt64(30_005 + chunk * 5) {
            var random = RandomSourcing(seed: seed)
            let tierMode: SourcingPolicy.TierMode = random.chance(50) ? .strict : .weighted
            let policy = try SourcingPolicy(
                tiers: [.hq, .region, .otherRegions, .pool], tierMode: tierMode, shipmentFen: random.pick([0, 1, 50, 3000]),
                maxShipments: random.pick([4, 5, 6]))
            if try check(random.dominated(sources: random.pick([8, 9, 10])), policy, seed) { withRunnerUp += 1 }
        }
        #expect(withRunnerUp >= 4)
    }

    /// - Returns: Whether there was a runner-up to compare.
    private func check(_ problem: SourcingProblem, _ policy: SourcingPolicy, _ seed: UInt64) throws -> Bool {
        let plan = try Sourcing.plan(problem, under: policy)
        let slow = SlowSourcing(problem, policy)
        let (best, second) = slow.bestTwo()
        let unlimited = policy.maxShipments == nil ? best : slow.bestTwo(within: nil).best
        #expect(plan.optimal && plan.gapFen == 0, "seed \(seed)")
        #expect(slow.taken(by: plan) == best.taken, "seed \(seed)")
        #expect(plan.costNanoFen == best.nanoFen, "seed \(seed)")
        #expect(plan.unfilledUnits == best.unfilled, "seed \(seed)")
        #expect(plan.shortfalls.reduce(0) { $0 + $1.units } == best.unfilled, "seed \(seed)")
        #expect(plan.runnerUp.map { slow.indices(of: $0.warehouses) } == second?.used, "seed \(seed)")
        #expect(plan.runnerUp?.costNanoFen == second?.nanoFen, "seed \(seed)")
        #expect(plan.runnerUp?.unfilledUnits == second?.unfilled, "seed \(seed)")
        for considered in plan.considered {
            #expect(considered.reason == slow.reason(considered.source, best, unlimited: unlimited), "seed \(seed), \(considered)")
        }
        return second != nil
    }
}
