import Commerce
import Operations

extension Endpoint {
    /// Works out now what the caller should order, as every night.
    static let runSuggestions = Endpoint(.post, "/v1/replenishment/suggestions/run", may: .configureStorefront) { call in
        try call.noQuery()
        try call.noBody()
        return try await call.work { work in
            let run = try await work.suggestReplenishment()
            return .ok { json in
                json.object { json in
                    json.field("open", Int64(run.open))
                    json.field("outdated", Int64(run.outdated))
                }
            }
        }
    }
}
