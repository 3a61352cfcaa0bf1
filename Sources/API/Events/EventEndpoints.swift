extension Endpoints {
    static let events: [Endpoint] = [.listEvents]
}
