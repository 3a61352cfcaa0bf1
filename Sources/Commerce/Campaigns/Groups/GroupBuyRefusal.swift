/// Why a group buy's seats stay as they are.
package enum GroupBuyRefusal: Refusal, Equatable {
    case alreadyJoined
    /// Every seat is taken; who wants to join gets a new group.
    case full
    /// It failed, or its deadline has come.
    case closed
    case notJoined
    /// It is filled, and nobody leaves it any more.
    case stands
    case notFilled
    /// - mostUnits: what one buyer may have; nil: no limit, so it was less than one.
    case unitsOutOfRange(mostUnits: Int64?)

    package var reason: Reason {
        switch self {
        case .alreadyJoined: Reason(.conflict, "ALREADY_JOINED", "This buyer has a seat already.")
        case .full: Reason(.conflict, "GROUP_FULL", "Every seat of this group is taken.")
        case .closed: Reason(.conflict, "GROUP_CLOSED", "This group didn't fill before its deadline.")
        case .notJoined: Reason(.conflict, "GROUP_NOT_JOINED", "This buyer has no seat in the group.")
        case .stands: Reason(.conflict, "GROUP_STANDS", "The group is filled; nobody leaves it any more.")
        case .notFilled: Reason(.conflict, "GROUP_NOT_FILLED", "Money is taken only once the group is filled.")
        case .unitsOutOfRange(let mostUnits):
            Reason(
                .invalid, "OUT_OF_RANGE", "A seat is for at least one bottle and at most what one buyer may have.",
                faults: [
                    Fault(
                        "/units", "OUT_OF_RANGE", "A seat is for at least one bottle and at most what one buyer may have.",
                        figures: mostUnits.map { [Figure("limit", $0)] } ?? [])
                ])
        }
    }
}
