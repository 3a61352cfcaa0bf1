import Commerce
import Postgres

/// Which campaigns a caller sees: its own and those below it, whatever their status; those of headquarters and of its region once they are
/// published, and a store those of its distributor that are addressed to it. The row-level policy says the same; a work sees every row and
/// asks here.
enum CampaignSight {
    /// A condition on `campaigns c` with three parameters: the caller's reach, and the region above it.
    static func sql(lower: String, upper: String, region: String) -> String {
        """
        ((c.organization_id >= \(lower) AND c.organization_id < \(upper))
            OR (c.status IN ('approved', 'scheduled', 'live', 'paused', 'ended') AND (c.organization_id IN (0, \(region))
                OR (c.organization_id = \(lower) & ~1048575::bigint AND \(lower) & 1048575 <> 0
                    AND (c.addressed_stores IS NULL OR (SELECT code FROM organizations WHERE id = \(lower)) = ANY (c.addressed_stores))
                    AND (c.addressed_tiers IS NULL OR (SELECT tier FROM stores WHERE organization_id = \(lower)) = ANY (c.addressed_tiers))))))
        """
    }

    static func bind(_ caller: Caller, to parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(caller.organization.region?.rawValue ?? 0)
    }

    /// Whether somebody who can run or draw by a campaign sees it; a store does neither.
    static func shows(_ campaign: CampaignRow, to caller: Caller) -> Bool {
        caller.reaches(campaign.owner)
            || (campaign.status.isPublished && (campaign.owner == .headquarters || campaign.owner == caller.organization.region))
    }
}

extension Work {
    /// Locks a campaign that the caller may run: its owner, or headquarters. Nothing of a campaign is written without its row locked.
    /// - Throws: `CampaignRefusal.unknown` when the caller doesn't see it, `.anothers` when it sees it but nothing more.
    func lockCampaign(_ id: CampaignID) async throws -> CampaignRow {
        guard let row = try await run(LockCampaign(id: id)).first, CampaignSight.shows(row, to: caller) else { throw CampaignRefusal.unknown }
        guard caller.runsCampaigns(of: row.owner) else { throw CampaignRefusal.anothers }
        return row
    }
}

extension Caller {
    /// What is below a region but isn't its own it reads, and leaves to the distributor whose it is.
    func runsCampaigns(of owner: OrganizationID) -> Bool {
        organization == owner || organization == .headquarters
    }
}

private struct LockCampaign: Statement {
    typealias Result = CampaignRow
    static let sql = "SELECT \(CampaignRow.columns) FROM campaigns c WHERE c.id = $1 FOR NO KEY UPDATE"
    let id: CampaignID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}
