/// Why a buyer doesn't join a group buy.
package enum GroupBuyRefusal: Refusal, Equatable {
    /// There is no such group buy within the caller's reach.
    case unknown
    /// The group buy isn't on.
    case closed
    /// The buyer holds a seat in the open group.
    case alreadyJoined
    /// One buyer may have so many bottles more at the group's price.
    case limitReached(leftUnits: Int64)
    /// The buyer wouldn't get the group's price for another reason.
    case withoutPrice(PricingReason)

    package var reason: Reason {
        switch self {
        case .unknown: .absent("campaign")
        case .closed: Reason(.conflict, "GROUP_CLOSED", "The group buy isn't on.")
        case .alreadyJoined: Reason(.conflict, "ALREADY_JOINED", "The distributor has its seat in this group already.")
        case .limitReached(let leftUnits):
            Reason(
                .conflict, "LIMIT_REACHED", "One distributor may have \(leftUnits) bottles more at this price.",
                figures: [Figure("leftUnits", leftUnits)])
        case .withoutPrice(let reason):
            Reason(.conflict, reason.rawValue, "The distributor wouldn't get the group's price.")
        }
    }
}

extension PricedOrder {
    /// Why the order doesn't get the price of the group it joins on all of its units; nil when it does. Nobody joins for less than the whole.
    ///
    /// - Parameter leftUnits: What one buyer may still have; nil without a limit.
    package func groupRefusal(leftUnits: Int64?) -> GroupBuyRefusal? {
        guard let groupBuy else { return nil }
        let code = Code(stored: groupBuy.external)
        guard let found = pricing.campaigns.first(where: { $0.campaign == code }) else { return .closed }
        let given = pricing.lines.reduce(Int64(0)) { sum, line in
            line.adjustments.reduce(sum) { $1.campaign == code ? $0 + $1.units : $0 }
        }
        if found.applied {
            let wanted = asked.reduce(Int64(0)) { $0 + $1.units }
            guard given < wanted else { return nil }
            if let leftUnits, leftUnits < wanted { return .limitReached(leftUnits: leftUnits) }
            return .withoutPrice(.excludedBy)
        }
        switch found.reason {
        case .notStarted, .ended, .outsideWindow, nil: return .closed
        case .limitReached: return .limitReached(leftUnits: leftUnits ?? 0)
        case let reason?: return .withoutPrice(reason)
        }
    }
}
