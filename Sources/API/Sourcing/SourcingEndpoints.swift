extension Endpoints {
    static let sourcing: [Endpoint] = [.readSourcingPolicy, .putSourcingPolicy, .simulateSourcing]
}
