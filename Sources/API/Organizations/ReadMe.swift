import Commerce
import Operations

extension Endpoint {
    /// Who the caller is and what it may do.
    static let readMe = Endpoint(.get, "/v1/me") { call in
        try call.noQuery()
        let caller = call.caller
        let own = try await call.brand.organization(caller.code, as: caller)
        return .ok { json in
            json.object { json in
                json.field("clientId", caller.clientID)
                json.object("organization") { $0.organization(own) }
                json.field("role", caller.role.rawValue)
                json.array("permissions", Permission.all(of: caller.role).map(\.rawValue))
            }
        }
    }
}
