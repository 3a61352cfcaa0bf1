package import Commerce
import Postgres

extension Work {
    /// Makes a draft of one's own or, by headquarters, of anybody's who runs campaigns: regions and distributors.
    ///
    /// - Parameter sheet: says its owner.
    /// - Returns: the campaign.
    /// - Throws: `CampaignRefusal`, and whatever makes the definition impossible.
    package func createCampaign(_ sheet: CampaignSheet) async throws -> CampaignView {
        guard let code = sheet.owner, let owner = try await run(OrganizationIDOfCode(code: code)).first?.id, caller.reaches(owner) else {
            throw CampaignRefusal.unknownOwner
        }
        guard owner.kind != .store else { throw CampaignRefusal.wrongOwner }
        guard caller.runsCampaigns(of: owner) else { throw CampaignRefusal.anothers }
        let version = try await checkedVersion(1, of: sheet, owner: owner, template: try await latestTemplate(of: sheet))
        let schedule = version.definition.schedule
        let row = CampaignRow(
            id: CampaignID(try await newID()), owner: owner, createdAt: now, startsAt: schedule.startsAt, endsAt: schedule.endsAt, version: 1,
            templateVersion: version.templateVersion, status: .draft, kind: version.definition.component.kind, name: version.definition.name,
            template: version.definition.template, address: CampaignAddress(version.definition, owner: owner))
        _ = try await run(InsertCampaign(row: row), PutCampaignVersion(campaign: row.id, version: version, at: now, by: caller.clientID))
        try await write([CampaignCourse(new: row)])
        return CampaignView(row, version: version)
    }

    private func latestTemplate(of sheet: CampaignSheet) async throws -> CampaignTemplate? {
        guard let code = sheet.template else { return nil }
        guard let template = try await run(ReadTemplate(code: code, version: nil)).first?.template else { throw CampaignRefusal.unknownTemplate }
        return template
    }
}
