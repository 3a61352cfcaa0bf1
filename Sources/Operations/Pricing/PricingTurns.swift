package import Commerce

extension PricingSimulation {
    /// As `price`, when it is this one's turn: what-ifs are priced one at a time. Hundreds of lines and campaigns take a processor for a while,
    /// and the others are left to orders.
    package func priceInTurn() async -> Pricing {
        await PricingTurns.shared.price(self)
    }
}

/// An actor does one thing at a time; that is all there is to it.
private actor PricingTurns {
    static let shared = PricingTurns()

    func price(_ simulation: PricingSimulation) -> Pricing {
        simulation.price()
    }
}
