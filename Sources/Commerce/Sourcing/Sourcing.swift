/// Chooses which warehouse ships which units of an order. Pure: equal inputs give equal plans.
package enum Sourcing {
    package static let usualNodeBudget = 150_000

    /// The best plan: fewest units unfilled; in strict mode most units from the first tier, then from the second, and so on; least cost;
    /// fewest shipments; and between equals the one that `TieBreak` puts first. Typically it takes microseconds. Orders of 50 lines
    /// over 40 warehouses are proven best, unless a limit of shipments binds hard or a dozen warehouses must each give a little of everything;
    /// such an order ends with the node budget, the usual one after about a second, however large it is.
    ///
    /// - Parameter nodeBudget: How many nodes of a search tree are looked at, at least one, before the search ends with the best plan found and a
    ///   proven gap. A node counts for as many as it is work, measured in the lots looked at. The runner-up is searched within it, too: when it
    ///   runs out, the runner-up is the best one found.
    /// - Throws: `SourcingRefusal`; never for a lack of stock.
    package static func plan(
        _ problem: SourcingProblem, under policy: SourcingPolicy, nodeBudget: Int = usualNodeBudget
    ) throws(SourcingRefusal) -> SourcingPlan {
        let situation = try Situation(problem, policy)
        let choice = Choice(situation, nodeBudget: nodeBudget)
        return try Report(situation: situation, choice: choice).plan()
    }
}
