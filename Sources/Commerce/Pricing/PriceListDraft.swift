/// The kinds of `PriceScope`, by their names in JSON and in the database.
package enum PriceScopeKind: String, CaseIterable, Sendable {
    case everyone, region, tier, distributor

    /// The kind of the organisation that a scope of this kind names; nil when it names none.
    package var organizationKind: OrganizationKind? {
        switch self {
        case .region: .region
        case .distributor: .distributor
        case .everyone, .tier: nil
        }
    }
}

/// A price list as somebody wants it: whom it is for and when it holds. Its prices are put separately.
package struct PriceListDraft: Equatable, Sendable {
    package let code: Code
    package let name: String
    package let scope: PriceScopeKind
    /// The region or distributor it is for; said exactly when the scope is one of these.
    package let organization: Code?
    /// The tier of distributors it is for; said exactly when the scope is a tier.
    package let tier: String?
    /// From this moment; nil: always was.
    package let validFrom: Instant?
    /// Until just before this moment; nil: for good.
    package let validTo: Instant?

    package init(
        code: Code, name: String, scope: PriceScopeKind, organization: Code?, tier: String?, validFrom: Instant?, validTo: Instant?
    ) {
        self.code = code
        self.name = name
        self.scope = scope
        self.organization = organization
        self.tier = tier
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Everything wrong with it that can be told without the organisations.
    package var faults: [Fault] {
        var faults: [Fault] = []
        func mustBeSaid(_ field: String, _ isSaid: Bool, when needed: Bool) {
            if needed, !isSaid {
                faults.append(Fault("/" + field, "MISSING", "A price list of scope \(scope.rawValue) must name its \(field)."))
            } else if !needed, isSaid {
                faults.append(Fault("/" + field, "SCOPE_MISMATCH", "A price list of scope \(scope.rawValue) has no \(field)."))
            }
        }
        mustBeSaid("organization", organization != nil, when: scope.organizationKind != nil)
        mustBeSaid("tier", tier != nil, when: scope == .tier)
        if let validFrom, let validTo, validTo <= validFrom {
            faults.append(Fault("/validTo", "VALIDITY_ORDER", "validTo must be later than validFrom."))
        }
        return faults
    }
}
