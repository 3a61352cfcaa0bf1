/// An organisation that somebody above wants to have, as far as it can be judged without knowing the tree.
package struct OrganizationDraft: Equatable, Sendable {
    package let code: Code
    package let name: String
    /// The node it is to hang from; nil for the caller's own.
    package let parent: Code?
    /// What it is to be; nil for whatever hangs from that node.
    package let kind: OrganizationKind?
    package let place: Coordinates?
    /// A price tier of distributors, such as `gold`.
    package let tier: Code?
    package let address: String?

    package init(
        code: Code, name: String, parent: Code? = nil, kind: OrganizationKind? = nil, place: Coordinates? = nil, tier: Code? = nil,
        address: String? = nil
    ) {
        self.code = code
        self.name = name
        self.parent = parent
        self.kind = kind
        self.place = place
        self.tier = tier
        self.address = address
    }

    /// The kind it gets beneath a node of `parent`'s kind.
    /// - Throws: `OrganizationRefusal.wrongKind` when that node has no children, or children of another kind than asked for.
    package func kind(below parent: OrganizationKind) throws(OrganizationRefusal) -> OrganizationKind {
        guard let below = parent.below, kind == nil || kind == below else { throw .wrongKind(parent: parent) }
        return below
    }
}

/// What may be changed of an organisation; nil leaves a field as it is.
package struct OrganizationChange: Equatable, Sendable {
    package let name: String?
    package let status: OrganizationStatus?
    package let place: Clearable<Coordinates>?
    package let tier: Clearable<Code>?
    package let address: Clearable<String>?

    package init(
        name: String? = nil, status: OrganizationStatus? = nil, place: Clearable<Coordinates>? = nil, tier: Clearable<Code>? = nil,
        address: Clearable<String>? = nil
    ) {
        self.name = name
        self.status = status
        self.place = place
        self.tier = tier
        self.address = address
    }
}

/// A suspended organisation, and every one below it, may read but change nothing.
package enum OrganizationStatus: String, CaseIterable, Sendable {
    case active, suspended
}
