/// Why an allocation is refused; what stood before still stands.
package enum AllocationRefusal: Refusal, Equatable {
    /// A share that can't be as small as was asked, and how small it can be.
    package struct Floor: Equatable, Sendable {
        package let share: Int?
        package let organization: OrganizationID
        package let units: Int64

        package init(share: Int?, organization: OrganizationID, units: Int64) {
            self.share = share
            self.organization = organization
            self.units = units
        }
    }

    case faults([Fault])
    /// Shares of organisations that don't exist or lie outside the giver's reach.
    case unknownOrganizations(shares: [Int])
    case unknownSKU
    /// The giver has another allocation of the SKU in a part of the period.
    case overlaps(AllocationPeriod)
    /// Orders have drawn more than the share would be.
    case used([Floor])
    /// The region has passed on more than its share would be.
    case passedOn([Floor])
    /// Distributors that are given the SKU by the other giver, headquarters or their region, in a part of the period.
    case givenTwice(shares: [Int])
    /// A region passes on what headquarters hasn't given it for all of the period.
    case nothingToPassOn
    /// A region passes on more than it has left.
    case exceeded(allowedUnits: Int64)

    package var reason: Reason {
        switch self {
        case .faults(let faults):
            return .invalid(faults) ?? Reason(.invalid, "INVALID_REQUEST", "The allocation can't be meant like this.")
        case .unknownOrganizations(let shares):
            let detail = "There is no such organisation."
            return Reason(
                .absent, "NOT_FOUND", detail,
                faults: shares.map { Fault("/shares/\($0)/organization", "UNKNOWN_ORGANIZATION", detail) })
        case .unknownSKU:
            return Reason(
                .invalid, "UNKNOWN_SKU", "There is no SKU of this code.",
                faults: [Fault("/sku", "UNKNOWN_SKU", "There is no SKU of this code.")])
        case .overlaps(let period):
            let detail = "The SKU is allocated from \(period.from.rfc3339) to \(period.to.rfc3339); change or take back that allocation."
            return Reason(.conflict, "ALLOCATION_OVERLAPS", detail, faults: [Fault("/from", "ALLOCATION_OVERLAPS", detail)])
        case .used(let floors):
            return Reason(
                .conflict, "ALLOCATION_USED", "Orders have drawn more than that.",
                faults: floors.map { Self.fault($0, "ALLOCATION_USED", "\($0.units) bottles are drawn already.", "used") })
        case .passedOn(let floors):
            return Reason(
                .conflict, "ALLOCATION_PASSED_ON", "Regions have passed on more than that.",
                faults: floors.map { Self.fault($0, "ALLOCATION_PASSED_ON", "\($0.units) bottles are passed on already.", "passedOn") })
        case .givenTwice(let shares):
            let detail = "The distributor has a share of this SKU from another giver in this period."
            return Reason(
                .conflict, "ALLOCATION_GIVEN_TWICE", detail,
                faults: shares.map { Fault("/shares/\($0)/organization", "ALLOCATION_GIVEN_TWICE", detail) })
        case .nothingToPassOn:
            return Reason(
                .conflict, "ALLOCATION_MISSING", "Headquarters has given the region no share of this SKU for all of this period.")
        case .exceeded(let allowedUnits):
            return Reason(
                .conflict, "ALLOCATION_EXCEEDED", "The region has \(allowedUnits) bottles of its share to pass on.",
                faults: [
                    Fault(
                        "/shares", "ALLOCATION_EXCEEDED", "Together at most \(allowedUnits) bottles.",
                        figures: [Figure("allowedUnits", allowedUnits)])
                ],
                figures: [Figure("allowedUnits", allowedUnits)])
        }
    }

    private static func fault(_ floor: Floor, _ code: String, _ detail: String, _ figure: String) -> Fault {
        Fault(floor.share.map { "/shares/\($0)/units" } ?? "/shares", code, detail, figures: [Figure(figure, floor.units)])
    }
}
