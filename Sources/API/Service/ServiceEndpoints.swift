extension Endpoints {
    /// What operators and tools ask, and the door.
    static let service: [Endpoint] = [.healthLive, .healthReady, .readMetrics, .readOpenAPI, .issueToken]
}
