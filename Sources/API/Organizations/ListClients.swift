import Commerce
import Operations

extension Endpoint {
    static let listClients = Endpoint(.get, "/v1/organizations/{code}/clients", may: .manageClients) { call in
        let code = try call.code("code")
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.clients(of: code, page: page, as: call.caller)
        return .ok(page: found, of: call) { json, client in
            json.field("clientId", client.clientID)
            json.field("name", client.name)
            json.field("createdAt", client.createdAt.rfc3339)
            json.array("secrets", client.secrets) { json, secret in
                json.field("secretId", String(secret.id))
                json.field("createdAt", secret.createdAt.rfc3339)
                json.field("demo", secret.isDemo)
            }
        }
    }
}
