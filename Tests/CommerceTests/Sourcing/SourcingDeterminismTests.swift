import Commerce
import Testing

struct SourcingDeterminismTests {
    @Test(arguments: 0..<20)
    func `the plan doesn't depend on the order in which warehouses and lines are handed in`(chunk: Int) throws {
        for seed in UInt64(20_000 + chunk * 25)..<UInt64(20_025 + chunk * 25) {
            var random = RandomSourcing(seed: seed)
            let policy = try random.policy()
            let problem = random.problem(sources: 6, skus: 4, units: 12)
            let shuffled = random.shuffled(problem)
            let plan = try Sourcing.plan(problem, under: policy)
            let other = try Sourcing.plan(shuffled, under: policy)
            #expect(plan.named(in: problem) == other.named(in: shuffled), "seed \(seed)")
            #expect(try Sourcing.plan(problem, under: policy) == plan, "seed \(seed)")
        }
    }
}

extension SourcingPlan {
    /// The plan without indices into the problem, which a permutation changes; and without nodes, which say how it was found.
    func named(in problem: SourcingProblem) -> SourcingPlan {
        SourcingPlan(
            shipments: shipments.map {
                Shipment(
                    source: Int(problem.sources[$0.source].warehouse), warehouse: $0.warehouse, distanceMetres: $0.distanceMetres,
                    costNanoFen: $0.costNanoFen, costFen: $0.costFen, promisedMinutes: $0.promisedMinutes, lines: $0.lines)
            },
            shortfalls: shortfalls, costFen: costFen, costNanoFen: costNanoFen, optimal: optimal, gapFen: gapFen, nodes: 0,
            unfilledUnits: unfilledUnits,
            considered: considered.map {
                Considered(
                    source: Int(problem.sources[$0.source].warehouse), warehouse: $0.warehouse, distanceMetres: $0.distanceMetres,
                    reason: $0.reason, couldGiveUnits: $0.couldGiveUnits)
            },
            runnerUp: runnerUp)
    }
}
