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
    private var byOwner: [OrganizationID: [LiveCampaign]]

    package init(_ campaigns: [LiveCampaign] = []) {
        byOwner = Dictionary(grouping: campaigns, by: \.owner).mapValues { $0.sorted { $0.id < $1.id } }
    }

    package subscript(id: CampaignID) -> LiveCampaign? {
        byOwner.values.lazy.compactMap { $0.first { $0.id == id } }.first
    }

    package var count: Int { byOwner.values.reduce(0) { $0 + $1.count } }

    /// In a stable order: owner by owner as given, within an owner the older first.
    package func candidates(owners: [OrganizationID]) -> [LiveCampaign] {
        owners.flatMap { byOwner[$0] ?? [] }
    }
}
