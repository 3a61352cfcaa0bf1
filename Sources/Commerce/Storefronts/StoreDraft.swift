/// A store that asks to buy in a storefront.
package struct StoreDraft: Equatable, Sendable {
    package let code: Code
    package let name: String
    package let address: String?
    package let place: Coordinates?
    package let contact: String
    package let phone: String

    package init(code: Code, name: String, address: String? = nil, place: Coordinates? = nil, contact: String = "", phone: String = "") {
        self.code = code
        self.name = name
        self.address = address
        self.place = place
        self.contact = contact
        self.phone = phone
    }
}

/// What its distributor changes of a store; nil leaves a field as it is.
package struct StoreChange: Equatable, Sendable {
    package let status: StoreStatus?
    /// A tier set by hand, which the rules leave alone; none gives it back to them.
    package let tier: Clearable<StoreTier>?
    /// Why the standing or the tier changes; not empty when either does.
    package let reason: String
    package let organization: OrganizationChange
    package let contact: String?
    package let phone: String?

    package init(
        status: StoreStatus? = nil, tier: Clearable<StoreTier>? = nil, reason: String = "", organization: OrganizationChange = OrganizationChange(),
        contact: String? = nil, phone: String? = nil
    ) {
        self.status = status
        self.tier = tier
        self.reason = reason
        self.organization = organization
        self.contact = contact
        self.phone = phone
    }
}

extension StoreStatus {
    /// What a distributor may decide of a store that stands so: to take a new one or not, to take one after all, to suspend one and
    /// to reinstate it.
    package func mayBecome(_ next: StoreStatus) -> Bool {
        switch (self, next) {
        case (.pending, .approved), (.pending, .refused), (.refused, .approved), (.approved, .suspended), (.suspended, .approved): true
        default: false
        }
    }

    /// What its organisation is meanwhile: whoever isn't approved changes nothing.
    package var organizationStatus: OrganizationStatus { self == .approved ? .active : .suspended }

    /// Where the organisation's own status takes a store: made active it is approved, and one that isn't approved can't be made less.
    package func following(_ status: OrganizationStatus) -> StoreStatus {
        switch status {
        case .active: .approved
        case .suspended: self == .approved ? .suspended : self
        }
    }
}
