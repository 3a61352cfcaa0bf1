/// What stands already when an allocation is decided, all of one SKU.
package struct AllocationStanding: Sendable {
    package struct Count: Equatable, Sendable {
        package var units: Int64
        package var used: Int64

        package init(units: Int64 = 0, used: Int64 = 0) {
            self.units = units
            self.used = used
        }
    }

    /// A period of the giver's other allocations that overlaps.
    package var overlapping: AllocationPeriod?
    /// The shares of the allocation that is replaced.
    package var current: [OrganizationID: Count] = [:]
    /// What regions pass on, together, in the period of an allocation of headquarters.
    package var passedOn: [OrganizationID: Count] = [:]
    /// Distributors that the other giver (a region for headquarters, headquarters for a region) gives this SKU in a part of the period.
    package var givenByOther: Set<OrganizationID> = []
    /// A region's own share for all of the period, when headquarters gave it one.
    package var own: Count?
    /// What the region passes on of that share by its other allocations.
    package var passedOnOtherwise = Count()

    package init() {}
}

/// An allocation that may be written: who gets how much.
///
/// Headquarters gives to regions and distributors, a region to its own distributors and no more than its own share. A distributor is
/// given a SKU by one giver at a time. At any moment a giver has at most one allocation of a SKU in force.
package struct AllocationPlan: Equatable, Sendable {
    package struct Share: Equatable, Sendable {
        package let organization: OrganizationID
        package let units: Int64
    }

    /// In the order of the draft; empty when the allocation is taken back.
    package let shares: [Share]

    /// - Parameter recipients: for each share of the draft what its code names; nil for one that doesn't exist or lies outside the giver's reach.
    /// - Throws: the first of these that applies, with all of its shares: `unknownOrganizations`, 422 `NOT_A_RECIPIENT`, then the conflicts
    ///   in the order of the cases of `AllocationRefusal`. Taking an allocation back is refused for nothing.
    package init(
        _ draft: AllocationDraft, giver: OrganizationID, recipients: [OrganizationID?], standing: AllocationStanding
    ) throws(AllocationRefusal) {
        let shares = try Self.shares(draft, giver: giver, recipients: recipients)
        if !shares.isEmpty {
            if let overlapping = standing.overlapping { throw .overlaps(overlapping) }
            try Self.checkFloors(shares, standing: standing)
            let twice = shares.indices.filter { standing.givenByOther.contains(shares[$0].organization) }
            guard twice.isEmpty else { throw .givenTwice(shares: twice) }
            if giver != .headquarters { try Self.checkOwnShare(shares, standing: standing) }
        }
        self.shares = shares
    }

    private static func shares(
        _ draft: AllocationDraft, giver: OrganizationID, recipients: [OrganizationID?]
    ) throws(AllocationRefusal) -> [Share] {
        let unknown = recipients.indices.filter { recipients[$0] == nil }
        guard unknown.isEmpty else { throw .unknownOrganizations(shares: unknown) }
        var faults: [Fault] = []
        var shares: [Share] = []
        for (index, share) in draft.shares.enumerated() {
            guard let recipient = recipients[index] else { continue }
            shares.append(Share(organization: recipient, units: share.units))
            guard !mayGive(giver, to: recipient) else { continue }
            faults.append(
                Fault("/shares/\(index)/organization", "NOT_A_RECIPIENT", "\(share.organization) can't be given a share by you."))
        }
        guard faults.isEmpty else { throw .faults(faults) }
        return shares
    }

    /// Headquarters to regions and distributors, a region to its own distributors.
    package static func mayGive(_ giver: OrganizationID, to recipient: OrganizationID) -> Bool {
        switch giver.kind {
        case .headquarters: recipient.kind == .region || recipient.kind == .distributor
        case .region: recipient.kind == .distributor && recipient.parent == giver
        case .distributor, .store: false
        }
    }

    /// No share goes below what orders have drawn on it, nor is a region's cut below what it passed on.
    private static func checkFloors(_ shares: [Share], standing: AllocationStanding) throws(AllocationRefusal) {
        var indexOf: [OrganizationID: Int] = [:]
        for (index, share) in shares.enumerated() { indexOf[share.organization] = index }
        func floors(_ minimum: [OrganizationID: Int64]) -> [AllocationRefusal.Floor] {
            minimum.sorted { $0.key < $1.key }.compactMap { organization, units in
                let index = indexOf[organization]
                let planned = index.map { shares[$0].units } ?? 0
                return planned < units ? AllocationRefusal.Floor(share: index, organization: organization, units: units) : nil
            }
        }
        let used = floors(standing.current.mapValues(\.used))
        guard used.isEmpty else { throw .used(used) }
        let passedOn = floors(standing.passedOn.mapValues(\.units))
        guard passedOn.isEmpty else { throw .passedOn(passedOn) }
    }

    /// What a region's distributors drew on its share while it was open to all of them is gone and can't be passed on.
    private static func checkOwnShare(_ shares: [Share], standing: AllocationStanding) throws(AllocationRefusal) {
        guard let own = standing.own else { throw .nothingToPassOn }
        let usedOfPassedOn = standing.passedOnOtherwise.used + standing.current.values.reduce(0) { $0 + $1.used }
        let usedWhileOpen = max(0, own.used - usedOfPassedOn)
        let allowed = max(0, own.units - usedWhileOpen - standing.passedOnOtherwise.units)
        guard shares.reduce(0, { $0 + $1.units }) <= allowed else { throw .exceeded(allowedUnits: allowed) }
    }
}
