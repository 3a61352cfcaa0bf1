/// A campaign in force, by the keys that the house counts it under.
package struct LiveCampaign: Sendable, Equatable {
    package let id: CampaignID
    package let owner: OrganizationID
    package let campaign: Campaign

    package init(id: CampaignID, owner: OrganizationID, campaign: Campaign) {
        self.id = id
        self.owner = owner
        self.campaign = campaign
    }
}

/// Every campaign that is live or will be: what orders are priced with. A buyer is priced with those of headquarters and of its own
/// region; what another region does isn't even looked at.
package struct CampaignBook: Sendable {
    private let byOwner: [OrganizationID: [LiveCampaign]]
    private let byID: [CampaignID: LiveCampaign]

    package init(_ campaigns: [LiveCampaign] = []) {
        byOwner = Dictionary(grouping: campaigns, by: \.owner).mapValues { $0.sorted { $0.id < $1.id } }
        byID = Dictionary(campaigns.map { ($0.id, $0) }) { first, _ in first }
    }

    package var count: Int { byID.count }

    package subscript(id: CampaignID) -> LiveCampaign? { byID[id] }

    /// In a stable order: owner by owner as given, within an owner the older first.
    package func candidates(owners: [OrganizationID]) -> [LiveCampaign] {
        owners.flatMap { byOwner[$0] ?? [] }
    }
}
