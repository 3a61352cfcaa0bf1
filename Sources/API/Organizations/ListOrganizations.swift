import Commerce
import Operations

extension Endpoint {
    static let listOrganizations = Endpoint(.get, "/v1/organizations") { call in
        var query = call.query
        let kind = query.choice("kind", of: OrganizationKind.self)
        let parent = query.code("parent")
        let page = query.page()
        try query.finish()
        let found = try await call.brand.organizations(kind: kind, parent: parent, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.organization($1) }
    }
}
