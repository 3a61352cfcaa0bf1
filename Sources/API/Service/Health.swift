import Commerce
import Operations

extension Endpoint {
    /// That the process runs; nothing else is looked at, so that a database that is away doesn't get it killed.
    static let healthLive = Endpoint(open: .get, "/health/live") { _ in
        .ok { json in json.object { $0.field("status", "live") } }
    }

    /// That requests can be served: schema checked, catalogue in memory, database answering.
    static let healthReady = Endpoint(open: .get, "/health/ready") { call in
        let missing = call.gateway.readiness.missing
        guard missing.isEmpty else {
            throw Reason(.unavailable(retryAfterSeconds: 1), "NOT_READY", "Not ready: \(missing.joined(separator: ", ")).")
        }
        try await call.brand.checkDatabase()
        return .ok { json in json.object { $0.field("status", "ready") } }
    }
}
