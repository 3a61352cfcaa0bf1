package import Commerce
import Postgres

extension Work {
    /// Prepares the next version of a campaign that is in force, or changes the one in preparation. It counts once it was submitted and
    /// approved; until then orders are priced with the one in force.
    ///
    /// - Throws: `CampaignRefusal`: `.wrongStatus` when the campaign isn't in force, `.nextVersionSubmitted` while the next version waits for a
    ///   decision, `.fixed` for another kind, and for another pool of what is drawn; and whatever makes the definition impossible.
    package func prepareNextVersion(of id: CampaignID, _ change: CampaignChange) async throws -> CampaignView {
        let row = try await lockCampaign(id)
        _ = try row.status.after(.version)
        guard row.submittedAt == nil else { throw CampaignRefusal.nextVersionSubmitted }
        let current = try await campaignVersion(id, row.version)
        var before = current
        if let next = row.nextVersion { before = try await campaignVersion(id, next) }
        let number = row.nextVersion ?? row.version + 1
        let after = try await checkedVersion(
            number, of: try change.applied(to: before.sheet), owner: row.owner, template: try await template(of: before))
        guard after.definition.component.kind == row.kind else { throw CampaignRefusal.fixed(pointer: "/component/kind") }
        // What is drawn by a seed that was committed to can't be changed under it.
        if row.kind.isChance, after.definition.component != current.definition.component { throw CampaignRefusal.fixed(pointer: "/component") }
        var course = CampaignCourse(row)
        course.change { $0.nextVersion = number }
        let changes = before.definition.changes(to: after.definition)
        course.note(.version, from: row.status, version: number) { $0.changes(changes) }
        _ = try await run(PutCampaignVersion(campaign: id, version: after, at: now, by: caller.clientID))
        try await write([course])
        return CampaignView(course.row, version: current, next: after)
    }
}
