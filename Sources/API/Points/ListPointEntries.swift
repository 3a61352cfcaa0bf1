import Commerce
import Operations

extension Endpoint {
    static let listPointEntries = Endpoint(.get, "/v1/points/{organization}/entries") { call in
        let code = try call.code("organization")
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.pointEntries(of: code, page: page, as: call.caller)
        return .ok(page: found, of: call) { json, entry in
            json.field("id", entry.id.external)
            json.field("at", entry.at.rfc3339)
            json.field("owner", entry.owner.text)
            json.field("kind", entry.kind.rawValue)
            json.field("points", entry.points)
            json.field("fen", entry.fen)
            json.field("order", entry.order.external)
            json.field("reference", entry.reference)
        }
    }
}
