/// Chooses which warehouse ships which units of an order. Pure: equal inputs give equal plans.
package enum Sourcing {
    /// The best plan: fewest units unfilled; in strict mode most units from the first tier, then from the second, and so on; least cost;
    /// fewest shipments; and between equals the one that `TieBreak` puts first. Orders of 50 lines over 40 warehouses are proven
    /// best unless a limit of shipments binds hard; typically it takes microseconds, and with the usual budget never seconds.
    ///
    /// - Parameter nodeBudget: How many nodes of a search tree are looked at, at least one, before the search ends with the best plan found and a
    ///   proven gap. The runner-up is searched within it, too: when it runs out, the runner-up is the best one found.
    /// - Throws: `SourcingRefusal`; never for a lack of stock.
    package static func plan(
        _ problem: SourcingProblem, under policy: SourcingPolicy, nodeBudget: Int = 20_000
    ) throws(SourcingRefusal) -> SourcingPlan {
        let situation = try Situation(problem, policy)
        let choice = Choice(situation, nodeBudget: nodeBudget)
        return try Report(situation: situation, choice: choice).plan()
    }
}
