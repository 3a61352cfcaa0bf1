/// One share of an allocation in force: so many bottles of a scarce SKU that `giver` lets `organization` order in a period.
package struct AllocationShare: Hashable, Sendable {
    package let allocationID: Int64
    /// Headquarters, or the region that passes its own share on.
    package let giver: OrganizationID
    /// A region or a distributor.
    package let organization: OrganizationID
    package let units: Int64
    /// What orders have drawn and not given back.
    package let used: Int64

    package init(allocationID: Int64, giver: OrganizationID, organization: OrganizationID, units: Int64, used: Int64) {
        self.allocationID = allocationID
        self.giver = giver
        self.organization = organization
        self.units = units
        self.used = used
    }

    /// Never negative.
    package var left: Int64 { used < units ? units - used : 0 }
}

/// What allocations let a distributor order.
package enum Allocations {
    /// What `buyer` may still order of a SKU that headquarters has allocated for the time being, and the shares an order of it draws on,
    /// each with all of the order's units, in the order in which shares are locked.
    ///
    /// - A share that headquarters gave to the distributor itself is the distributor's alone and decides by itself.
    /// - A region's share is drawn together with what the region passed on to the distributor; the smaller rest decides.
    /// - While the region has passed on nothing of it to anybody, its share is open to each of its distributors.
    /// - A distributor without a share on its path may order nothing.
    ///
    /// A region that passes on to some leaves nothing to the others: give this function a share of 0 units from the region when the region
    /// has an allocation in force that doesn't name the buyer.
    ///
    /// - Parameter shares: those in force of the one SKU. Shares of others than the buyer and its region are passed over.
    package static func allowed(
        shares: [AllocationShare], buyer: OrganizationID
    ) -> (allowedUnits: Int64, draws: [AllocationShare]) {
        if let own = shares.first(where: { $0.giver == .headquarters && $0.organization == buyer }) {
            return (own.left, [own])
        }
        guard let region = buyer.region,
            let regions = shares.first(where: { $0.giver == .headquarters && $0.organization == region })
        else { return (0, []) }
        guard let passedOn = shares.first(where: { $0.giver == region && $0.organization == buyer && buyer != region }) else {
            return (regions.left, [regions])
        }
        let draws = [regions, passedOn].sorted { ($0.allocationID, $0.organization) < ($1.allocationID, $1.organization) }
        return (min(regions.left, passedOn.left), draws)
    }
}
