package import Commerce

extension SourcingSimulation {
    /// As `plan`, when it is this one's turn: what-ifs are planned one at a time. A hard one takes a processor for a second or two, and the
    /// others are left to orders.
    package func planInTurn() async throws -> SourcingPlan {
        try await SimulationTurns.shared.plan(self)
    }
}

/// An actor does one thing at a time; that is all there is to it.
private actor SimulationTurns {
    static let shared = SimulationTurns()

    func plan(_ simulation: SourcingSimulation) throws -> SourcingPlan {
        try simulation.plan()
    }
}
