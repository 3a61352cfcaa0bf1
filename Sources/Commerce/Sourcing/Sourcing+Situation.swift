extension Sourcing {
    /// Everything given, read once: what every step of the planning looks up.
    final class Situation: Sendable {
        let problem: SourcingProblem
        let policy: SourcingPolicy
        let rules: Rules
        let demand: Demand
        let supply: Supply

        init(_ problem: SourcingProblem, _ policy: SourcingPolicy) throws(SourcingRefusal) {
            let rules = Rules(policy)
            let demand = try Demand(problem)
            let supply = try Supply(problem, demand, under: policy)
            try rules.refuseOverflow(demand, supply)
            self.problem = problem
            self.policy = policy
            self.rules = rules
            self.demand = demand
            self.supply = supply
        }
    }
}
