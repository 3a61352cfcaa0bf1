import Commerce
import Operations

extension Endpoint {
    static let readOrganization = Endpoint(.get, "/v1/organizations/{code}") { call in
        try call.noQuery()
        let found = try await call.brand.organization(try call.code("code"), as: call.caller)
        return .ok { json in json.object { $0.organization(found) } }
    }
}
