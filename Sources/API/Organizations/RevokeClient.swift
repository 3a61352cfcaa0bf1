import Commerce
import Operations

extension Endpoint {
    /// `?clientId=` revokes the client, `?clientId=&secretId=` one of its secrets.
    static let revokeClient = Endpoint(.delete, "/v1/organizations/{code}/clients", may: .manageClients) { call in
        let code = try call.code("code")
        var query = call.query
        let clientID = query.code("clientId")
        let secretID = query.int("secretId", 1...Int64.max)
        if clientID == nil { query.refuse("clientId", "MISSING", "clientId says which client to revoke.") }
        try query.finish()
        return try await call.work { work in
            if let clientID { try await work.revokeClient(clientID, secretID: secretID, of: code) }
            return .noContent
        }
    }
}
