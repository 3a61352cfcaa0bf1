import Commerce
import Operations

extension Endpoints {
    static let organizations: [Endpoint] = [
        .readMe, .listOrganizations, .addOrganization, .readOrganization, .changeOrganization,
        .listClients, .issueSecret, .revokeClient,
    ]
}

extension JSONObjectWriter {
    /// The fields of an organisation.
    mutating func organization(_ view: OrganizationView) {
        field("code", view.code.text)
        field("kind", view.kind.rawValue)
        field("name", view.name)
        field("parent", view.parent?.text)
        field("status", view.status.rawValue)
        field("tier", view.tier)
        field("address", view.address)
        coordinates(view.place)
        field("createdAt", view.createdAt.rfc3339)
    }
}
