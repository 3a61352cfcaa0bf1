package import Commerce
import Postgres

extension Work {
    /// Puts these fields in the place of a draft's own.
    /// - Throws: `CampaignRefusal`, `.notDraft` for anything but a draft, and whatever makes the definition impossible.
    package func changeCampaign(_ id: CampaignID, _ change: CampaignChange) async throws -> CampaignView {
        let row = try await lockCampaign(id)
        guard row.status == .draft else { throw CampaignRefusal.notDraft(row.status) }
        let before = try await campaignVersion(id, row.version)
        let after = try await checkedVersion(
            before.version, of: try change.applied(to: before.sheet), owner: row.owner, template: try await template(of: before))
        var course = CampaignCourse(row)
        course.change { $0.take(after.definition, templateVersion: after.templateVersion) }
        let changes = before.definition.changes(to: after.definition)
        try course.move(.change, at: now) { $0.changes(changes) }
        _ = try await run(PutCampaignVersion(campaign: id, version: after, at: now, by: caller.clientID))
        try await write([course])
        return CampaignView(course.row, version: after)
    }

    /// The template's version that a version of a campaign was made from: a later one doesn't change what is being edited under somebody's hands.
    func template(of version: CampaignVersion) async throws -> CampaignTemplate? {
        guard let code = version.sheet.template, let number = version.templateVersion else { return nil }
        guard let template = try await run(ReadTemplate(code: code, version: number)).first?.template else { throw CampaignRefusal.unknownTemplate }
        return template
    }
}

extension JSONObjectWriter {
    /// What became of each place, old beside new; a place that wasn't there, or isn't any more, lacks the one or the other.
    mutating func changes(_ changes: [FieldChange]) {
        array("changes", changes) { json, change in
            json.field("pointer", change.pointer.description)
            if let old = change.old { json.field("old") { $0.value(old) } }
            if let new = change.new { json.field("new") { $0.value(new) } }
        }
    }
}
