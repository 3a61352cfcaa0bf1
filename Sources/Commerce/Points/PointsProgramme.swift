/// A live points campaign that an order's buyer is in the audience of, in the version that the order is priced with.
package struct PointsProgramme: Equatable, Sendable {
    package let campaign: CampaignID
    package let version: Int32
    package let owner: OrganizationID
    package let ownerCode: Code
    package let rule: Points

    /// The programmes of an order, one of each owner: its campaign of the highest priority, the oldest among equals. The region's comes before
    /// headquarters'. By the first the order earns, and its points it is paid with unless it says whose.
    package static func all(in pricing: Pricing, of candidates: [LiveCampaign]) -> [PointsProgramme] {
        let open = Set(pricing.campaigns.lazy.filter { $0.kind == .points && $0.reason == .tender }.map(\.campaign))
        guard !open.isEmpty else { return [] }
        let live = candidates.filter { open.contains($0.campaign.id) }.sorted {
            ($1.owner, $1.campaign.definition.stacking.priority, $0.id) < ($0.owner, $0.campaign.definition.stacking.priority, $1.id)
        }
        var owners: Set<OrganizationID> = []
        return live.compactMap { live in
            guard case .points(let rule) = live.campaign.definition.component, owners.insert(live.owner).inserted else { return nil }
            return PointsProgramme(
                campaign: live.id, version: live.campaign.version, owner: live.owner, ownerCode: live.campaign.definition.owner, rule: rule)
        }
    }
}
