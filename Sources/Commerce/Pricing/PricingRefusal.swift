/// Why price lists are not changed, or not shown.
package enum PricingRefusal: Refusal, Equatable {
    case unknownList
    /// The list's organisation isn't there, or isn't of the kind that its scope names.
    case unknownOrganization(wanted: OrganizationKind)

    package var reason: Reason {
        switch self {
        case .unknownList:
            return .absent("price list")
        case .unknownOrganization(let wanted):
            let detail = "There is no \(wanted.rawValue) of this code."
            return Reason(.invalid, "UNKNOWN_ORGANIZATION", detail, faults: [Fault("/organization", "UNKNOWN_ORGANIZATION", detail)])
        }
    }
}
