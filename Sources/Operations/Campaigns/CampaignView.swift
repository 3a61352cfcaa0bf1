package import Commerce

/// A campaign as its caller sees it.
package struct CampaignView: Sendable {
    /// The next version of one that is in force.
    package struct Next: Sendable {
        package let version: Int32
        package let definition: JSONObject
    }

    package let id: CampaignID
    package let status: CampaignStatus
    package let version: Int32
    package let kind: CampaignKind
    package let name: String
    package let owner: Code
    package let template: Code?
    package let templateVersion: Int32?
    package let startsAt: Instant
    package let endsAt: Instant
    package let createdAt: Instant
    /// When what waits for a decision was submitted, and when the decision is due; nil when nothing waits, and for whom it is published to.
    package let submittedAt: Instant?
    package let dueAt: Instant?
    package let escalatedAt: Instant?
    package let nextVersion: Int32?
    /// The version in force or, before one is, the draft's: everything said. Nil in lists.
    package let definition: JSONObject?
    package let next: Next?
}

extension CampaignView {
    /// For whom the campaign is its own or below it.
    init(_ row: CampaignRow, version: CampaignVersion, next: CampaignVersion? = nil) {
        self.init(
            row, owner: version.definition.owner, isOwn: true, definition: version.definition.jsonObject,
            next: next.map { Next(version: $0.version, definition: $0.definition.jsonObject) })
    }

    /// - Parameters:
    ///   - isOwn: whether it is the reader's, or below it; otherwise it is published to it, which is spared what isn't its business: the next version
    ///     and the decision.
    ///   - definition: as the reader is shown it.
    init(_ row: CampaignRow, owner: Code, isOwn: Bool, definition: JSONObject? = nil, next: Next? = nil) {
        id = row.id
        status = row.status
        version = row.version
        kind = row.kind
        name = row.name
        self.owner = owner
        template = row.template
        templateVersion = row.templateVersion
        startsAt = row.startsAt
        endsAt = row.endsAt
        createdAt = row.createdAt
        submittedAt = isOwn ? row.submittedAt : nil
        dueAt = isOwn ? row.dueAt : nil
        escalatedAt = isOwn ? row.escalatedAt : nil
        nextVersion = isOwn ? row.nextVersion : nil
        self.definition = definition
        self.next = isOwn ? next : nil
    }
}
