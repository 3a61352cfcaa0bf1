package import Commerce
import Postgres

/// A campaign on its template's latest version, and where that version no longer takes what the owner had filled in.
package struct RebasedCampaign: Sendable {
    package let campaign: CampaignView
    /// Pointers into the campaign, in the template's order.
    package let notKept: [String]
}

extension Work {
    /// Puts a draft, or a next version in preparation, on the latest version of its template: what is locked there is the template's, what
    /// the owner filled in stays.
    ///
    /// - Throws: `CampaignRefusal`: `.noTemplate`, `.notDraft`; and whatever makes the definition impossible under that version.
    package func rebaseCampaign(_ id: CampaignID) async throws -> RebasedCampaign {
        let row = try await lockCampaign(id)
        guard let number = row.openVersion, row.submittedAt == nil else { throw CampaignRefusal.notDraft(row.status) }
        let before = try await campaignVersion(id, number)
        guard let code = row.template, let old = try await template(of: before),
            let latest = try await run(ReadTemplate(code: code, version: nil)).first?.template
        else { throw CampaignRefusal.noTemplate }
        let rebased = latest.rebase(filled: before.sheet.object, from: old)
        let notKept = rebased.overruled.map(\.description)
        let after = try await checkedVersion(number, of: CampaignSheet(stored: rebased.filled), owner: row.owner, template: latest)
        var course = CampaignCourse(row)
        if row.status == .draft { course.change { $0.take(after.definition, templateVersion: after.templateVersion) } }
        let changes = before.definition.changes(to: after.definition)
        course.note(.rebase, from: row.status, version: number) { json in
            json.field("templateVersion", latest.version)
            json.changes(changes)
            json.array("notKept", notKept)
        }
        _ = try await run(PutCampaignVersion(campaign: id, version: after, at: now, by: caller.clientID))
        try await write([course])
        let view =
            row.status == .draft
            ? CampaignView(course.row, version: after)
            : CampaignView(course.row, version: try await campaignVersion(id, row.version), next: after)
        return RebasedCampaign(campaign: view, notKept: notKept)
    }
}
