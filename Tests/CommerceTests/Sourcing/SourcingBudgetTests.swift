import Commerce
import Testing

/// What the plan says of itself when the search ends early, and when it must not.
struct SourcingBudgetTests {
    @Test(arguments: 0..<30 as Range<UInt64>)
    func `a search that ends early admits it, and its gap is never less than what was missed`(seed: UInt64) throws {
        var random = RandomSourcing(seed: seed)
        let problem = random.scatteredOrder(lines: 8, warehouses: 14)
        for limit in [nil, 2, 3] {
            let policy = try SourcingPolicy(maxShipments: limit)
            let best = try Sourcing.plan(problem, under: policy, nodeBudget: 1_000_000)
            #expect(best.optimal, "seed \(seed)")
            for nodeBudget in [0, 1, 2, 3, 5, 10, 30, 100] {
                let plan = try Sourcing.plan(problem, under: policy, nodeBudget: nodeBudget)
                if plan.optimal {
                    #expect(plan.shipments == best.shipments && plan.gapFen == 0, "seed \(seed), \(nodeBudget) nodes")
                } else if plan.unfilledUnits == best.unfilledUnits && plan.unitsByTier == best.unitsByTier {
                    let missedFen = (plan.costNanoFen - best.costNanoFen + 999_999_999) / 1_000_000_000
                    #expect(plan.gapFen >= missedFen, "seed \(seed), \(nodeBudget) nodes")
                }
            }
        }
    }

    @Test(arguments: 0..<20)
    func `whatever the problem and the budget, best is said of nothing else and the gap is no less than what was missed`(chunk: Int) throws {
        var ended = 0
        for seed in UInt64(50_000 + chunk * 10)..<UInt64(50_010 + chunk * 10) {
            var random = RandomSourcing(seed: seed)
            let scattered = random.chance(50)
            let problem = scattered ? random.scatteredOrder(lines: 5, warehouses: 9) : random.dominated(sources: 8)
            let policy = try SourcingPolicy(
                tiers: [.hq, .region, .otherRegions, .pool], tierMode: random.chance(50) ? .strict : .weighted,
                shipmentFen: random.pick([0, 50, 3000]), maxShipments: random.pick([nil, 2, 3, 4, 5]))
            let slow = SlowSourcing(problem, policy)
            let best = slow.bestTwo().best
            for nodeBudget in [0, 1, 2, 3, 5, 9, 20] {
                let plan = try Sourcing.plan(problem, under: policy, nodeBudget: nodeBudget)
                guard let taken = slow.taken(by: plan) else {
                    Issue.record("seed \(seed), \(nodeBudget) nodes: something is taken from where there is nothing")
                    continue
                }
                let found = slow.outcome(taken)
                if plan.optimal {
                    #expect(taken == best.taken && plan.gapFen == 0, "seed \(seed), \(nodeBudget) nodes")
                } else {
                    ended += 1
                    guard found.unfilled == best.unfilled, policy.tierMode == .weighted || found.tierUnits == best.tierUnits else { continue }
                    let missedFen = (found.nanoFen - best.nanoFen + 999_999_999) / 1_000_000_000
                    #expect(plan.gapFen >= missedFen, "seed \(seed), \(nodeBudget) nodes")
                }
            }
        }
        #expect(ended > 0, "No search ended early")
    }

    /// Without that, one node of such an order would be as good as any, and the order take minutes.
    @Test(arguments: [nil, 5])
    func `a node counts by its work, so that an order of 200 lines over 100 warehouses ends after few`(limit: Int?) throws {
        var random = RandomSourcing(seed: 11)
        let problem = random.scatteredOrder(lines: 200, warehouses: 100)
        let plan = try Sourcing.plan(problem, under: SourcingPolicy(maxShipments: limit), nodeBudget: 1000)
        #expect(plan.nodes > 0 && plan.nodes < 200)
        #expect(!plan.optimal && plan.gapFen > 0)
        #expect(plan.shipments.count <= limit ?? Int.max)
    }

    @Test func `a budget of one node is too little for a hard order, and the plan still fills it`() throws {
        var random = RandomSourcing(seed: 7)
        let problem = random.scatteredOrder(lines: 20)
        let hasty = try Sourcing.plan(problem, under: .standard, nodeBudget: 1)
        let best = try Sourcing.plan(problem, under: .standard)
        #expect(!hasty.optimal && hasty.gapFen > 0)
        #expect(best.optimal && best.gapFen == 0 && best.nodes > 1)
        #expect(hasty.unfilledUnits == best.unfilledUnits)
        #expect(hasty.costNanoFen >= best.costNanoFen)
    }

    @Test(arguments: 0..<25 as Range<UInt64>)
    func `an order of 10 lines over 40 warehouses is proven best within the usual budget`(seed: UInt64) throws {
        var random = RandomSourcing(seed: 1000 + seed)
        let problem = random.scatteredOrder(lines: 10, warehouses: 40)
        for policy in [SourcingPolicy.standard, try SourcingPolicy(tierMode: .weighted), try SourcingPolicy(maxShipments: 2)] {
            let plan = try Sourcing.plan(problem, under: policy)
            #expect(plan.optimal && plan.gapFen == 0, "seed \(1000 + seed)")
            #expect(plan.runnerUp != nil)
        }
    }
}

extension SourcingPlan {
    var unitsByTier: [SourcingTier: Int64] {
        shipments.flatMap(\.lines).reduce(into: [:]) { $0[$1.tier, default: 0] += $1.units }
    }
}
