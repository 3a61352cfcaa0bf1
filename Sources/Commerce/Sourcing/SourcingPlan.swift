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
    /// as this one. 0 when optimal.
    package let gapFen: Int64
    /// Nodes of the search tree looked at, the runner-up's search included.
    package let nodes: Int
    package let unfilledUnits: Int64
    /// One for every source, the nearest first (equal distances: the lower code).
    package let considered: [Considered]
    /// The best plan over a different set of warehouses; nil when no other set ships anything.
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
