/// The life of an advance order: unpaid until its balance is → paid, waiting for its goods to ship → released. Cancelled on the way, its deposit is
/// forfeited or given back.
package enum AdvanceStatus: String, CaseIterable, Sendable {
    case unpaid, paid, released, forfeited, givenBack

    /// Whether its deposit can still be forfeited.
    package var isOpen: Bool { self == .unpaid || self == .paid || self == .released }
}

/// What becomes of the deposit when an advance order is cancelled: it is the seller's when the buyer withdraws or doesn't pay the balance, and goes
/// back when it is the seller who cancels or can't deliver, or while the group that was joined with it isn't full yet.
package enum DepositOutcome: Equatable, Sendable {
    case forfeited, givenBack

    /// By who cancels: anybody but the buyer itself stands on the seller's side, a distributor too when it is the one that sells.
    package init(cancelledBy organization: OrganizationID, buyer: OrganizationID) {
        self = organization == buyer ? .forfeited : .givenBack
    }
}

/// Why a balance isn't paid.
package enum BalanceRefusal: Refusal, Equatable {
    /// The order was never sold in advance, it was paid in full, or it is over.
    case nothingDue
    /// The group that the order joined isn't full yet.
    case awaitsGroup
    /// Its last moment has passed.
    case overdue

    package var reason: Reason {
        switch self {
        case .nothingDue: Reason(.conflict, "NO_BALANCE_DUE", "The order has no balance that is to be paid.")
        case .awaitsGroup: Reason(.conflict, "GROUP_NOT_FILLED", "The balance can be paid once the group is full.")
        case .overdue: Reason(.conflict, "BALANCE_OVERDUE", "The balance was due before, and the order will be cancelled.")
        }
    }
}
