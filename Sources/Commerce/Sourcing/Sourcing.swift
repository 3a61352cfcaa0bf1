/// Chooses which warehouse ships which units of an order.
package enum Sourcing {
    package static func plan(
        _ problem: SourcingProblem, under policy: SourcingPolicy, nodeBudget: Int = 20_000
    ) throws(SourcingRefusal) -> SourcingPlan {
        throw .overflow
    }
}
