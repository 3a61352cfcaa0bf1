/// Which warehouse ships which units of which line, and everything needed to explain it months later.
package struct SourcingPlan: Sendable, Equatable {
    /// One per warehouse used, the nearest first (equal distances: the lower code).
    package let shipments: [Shipment]
    /// In line order; empty when everything is filled.
    package let shortfalls: [Shortfall]
    /// `costNanoFen` in fen, rounded up.
    package let costFen: Int64
    package let costNanoFen: Int64
    /// Proven: no plan ranks before this one. False only when the node budget ended the search.
    package let optimal: Bool
    /// How many fen, rounded up, a better plan could save at most, provided that it fills as many units from the same tiers
    /// as this one. 0 when optimal; but 0 alone doesn't make it so, as a better plan may cost the same.
    package let gapFen: Int64
    /// Nodes of the search tree looked at, the runner-up's search included.
    package let nodes: Int
    package let unfilledUnits: Int64
    /// One for every source, the nearest first (equal distances: the lower code).
    package let considered: [Considered]
    /// The best plan over a different set of warehouses, by the same ranking; nil when no other set ships anything.
    ///
    /// A set stands for the best plan that draws on it, which takes the cheapest units first; if that leaves one of its warehouses
    /// unused, it is the same as the set without that one. So no runner-up sends a token unit from somewhere just to differ. It is proven
    /// like the plan, unless the node budget ran out: then it is the best one found.
    package let runnerUp: RunnerUp?

    package init(
        shipments: [Shipment], shortfalls: [Shortfall], costFen: Int64, costNanoFen: Int64, optimal: Bool, gapFen: Int64, nodes: Int,
        unfilledUnits: Int64, considered: [Considered], runnerUp: RunnerUp?
    ) {
        self.shipments = shipments
        self.shortfalls = shortfalls
        self.costFen = costFen
        self.costNanoFen = costNanoFen
        self.optimal = optimal
        self.gapFen = gapFen
        self.nodes = nodes
        self.unfilledUnits = unfilledUnits
        self.considered = considered
        self.runnerUp = runnerUp
    }
}
