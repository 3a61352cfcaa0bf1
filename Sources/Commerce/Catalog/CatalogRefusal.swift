/// Why the catalogue is not changed.
package enum CatalogRefusal: Refusal, Equatable {
    /// Not there, or not for the caller to see.
    case unknownSKU
    /// Seen, but another organisation's to edit.
    case anothersSKU
    /// The code, the GTIN or both belong to a SKU already.
    case taken(code: Bool, gtin: Bool)
    case quotaExceeded(RegionalQuota)
    /// The body names another owner than who asks, or than the SKU has.
    case fixedOwner

    package var reason: Reason {
        switch self {
        case .unknownSKU:
            .absent("SKU")
        case .anothersSKU:
            Reason(.forbidden, "NOT_PERMITTED", "This SKU belongs to another organisation, which alone edits it.")
        case .taken(let code, let gtin):
            Reason(
                .conflict, code ? "SKU_EXISTS" : "GTIN_TAKEN", code ? Self.codeTaken : Self.gtinTaken,
                faults: (code ? [SKUField.code.fault("SKU_EXISTS", Self.codeTaken)] : [])
                    + (gtin ? [SKUField.gtin.fault("GTIN_TAKEN", Self.gtinTaken)] : []))
        case .quotaExceeded(let quota):
            Reason(
                .conflict, "REGIONAL_QUOTA_EXCEEDED",
                "A region may keep \(quota.limit) custom SKUs, 15% of the active central ones; it has \(quota.used).",
                figures: [Figure("limit", quota.limit), Figure("used", quota.used)])
        case .fixedOwner:
            Reason(.invalid, "FIXED_FIELD", Self.ownerFixed, faults: [SKUField.owner.fault("FIXED_FIELD", Self.ownerFixed)])
        }
    }

    package static let codeTaken = "A SKU of this code exists already."
    package static let gtinTaken = "A SKU with this GTIN exists already."
    private static let ownerFixed = "A SKU belongs to who adds it, for good."
}
