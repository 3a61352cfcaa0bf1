import Commerce

/// The allocation shares that a transaction has locked, with what its orders have drawn so far.
struct LockedAllocations {
    struct DrawKey: Hashable, Comparable {
        let allocation: Int64
        let organization: OrganizationID

        static func < (left: Self, right: Self) -> Bool {
            (left.allocation, left.organization) < (right.allocation, right.organization)
        }
    }

    private var givers: [SKUID: Set<OrganizationID>] = [:]
    private var shares: [SKUID: [AllocationShare]] = [:]
    private(set) var drawn: [DrawKey: Int64] = [:]
    /// SKUs that older orders wait for.
    private(set) var awaited: Set<SKUID> = []

    init(_ restricted: some Sequence<RestrictedSKUs.Result>) {
        for row in restricted {
            if let giver = row.giver {
                givers[row.sku, default: []].insert(giver)
                if let share = row.share { shares[row.sku, default: []].append(share) }
            } else {
                awaited.insert(row.sku)
            }
        }
    }

    /// Whether it is allocated at present.
    func isAllocated(_ sku: SKUID) -> Bool { givers[sku]?.contains(.headquarters) ?? false }

    /// - Returns: nil when the SKU isn't allocated at present: order what there is.
    func allowed(_ sku: SKUID, buyer: OrganizationID) -> (allowedUnits: Int64, draws: [AllocationShare])? {
        guard let givers = givers[sku], givers.contains(.headquarters) else { return nil }
        var inForce = (shares[sku] ?? []).map(leftNow)
        // The region has passed its share on, and not to this buyer: nothing is left for it.
        if let region = buyer.region, givers.contains(region), !inForce.contains(where: { $0.giver == region && $0.organization == buyer }) {
            inForce.append(AllocationShare(allocationID: 0, giver: region, organization: buyer, units: 0, used: 0))
        }
        return Allocations.allowed(shares: inForce, buyer: buyer)
    }

    mutating func draw(_ units: Int64, on draws: [AllocationShare]) {
        for share in draws {
            drawn[DrawKey(allocation: share.allocationID, organization: share.organization), default: 0] += units
        }
    }

    private func leftNow(_ share: AllocationShare) -> AllocationShare {
        let more = drawn[DrawKey(allocation: share.allocationID, organization: share.organization)] ?? 0
        return AllocationShare(
            allocationID: share.allocationID, giver: share.giver, organization: share.organization, units: share.units, used: share.used + more)
    }
}
