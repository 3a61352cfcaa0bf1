/// Who asks: one client of one organisation. Its role is its organisation's kind.
package struct Caller: Hashable, Sendable {
    package let clientID: String
    package let organization: OrganizationID
    package let code: Code

    package init(clientID: String, organization: OrganizationID, code: Code) {
        self.clientID = clientID
        self.organization = organization
        self.code = code
    }

    package var role: OrganizationKind { organization.kind }

    /// Its own node and what lies below it; never a sibling, never upward.
    package func reaches(_ other: OrganizationID) -> Bool {
        organization.reach.contains(other)
    }
}
