import Commerce
import Operations

extension JSONObjectWriter {
    /// What a campaign is and where it stands; times that haven't come, and what isn't the reader's business, are null.
    mutating func campaignHead(_ view: CampaignView) {
        field("id", view.id.external)
        field("name", view.name)
        field("kind", view.kind.rawValue)
        field("owner", view.owner.text)
        field("status", view.status.rawValue)
        field("version", view.version)
        field("nextVersion", view.nextVersion)
        field("template", view.template?.text)
        field("templateVersion", view.templateVersion)
        field("startsAt", view.startsAt.rfc3339)
        field("endsAt", view.endsAt.rfc3339)
        field("createdAt", view.createdAt.rfc3339)
        field("submittedAt", view.submittedAt?.rfc3339)
        field("dueAt", view.dueAt?.rfc3339)
        field("escalatedAt", view.escalatedAt?.rfc3339)
    }

    /// The same with its settings, everything said, and those of a next version.
    mutating func campaign(_ view: CampaignView) {
        campaignHead(view)
        if let definition = view.definition { campaignSettings(definition) }
        guard let next = view.next else { return null("next") }
        object("next") { json in
            json.field("version", next.version)
            if case .string(let name)? = next.definition["name"] { json.field("name", name) }
            json.campaignSettings(next.definition)
        }
    }

    private mutating func campaignSettings(_ definition: JSONObject) {
        for name in CampaignDefinition.settings {
            if let value = definition[name] { field(named: name) { $0.value(value) } }
        }
    }

    mutating func campaignTemplate(_ template: CampaignTemplate) {
        field("version", template.version)
        template.write(to: &self)
    }

    mutating func approvalPolicy(_ view: ApprovalPolicyView) {
        field("version", view.version)
        view.policy.write(to: &self)
    }
}
