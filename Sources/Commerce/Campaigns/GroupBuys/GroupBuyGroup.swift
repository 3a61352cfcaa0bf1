/// One group of a group buy, while buyers join it: it is full at `size` of them, each with one seat, and closes at its deadline.
package struct GroupBuyGroup: Equatable, Sendable {
    package let size: Int64
    /// The first moment at which nobody joins any more.
    package let deadline: Instant
    /// Who holds a seat.
    package private(set) var buyers: Set<OrganizationID>

    package init(size: Int64, deadline: Instant, buyers: Set<OrganizationID>) {
        self.size = size
        self.deadline = deadline
        self.buyers = buyers
    }

    /// A new group, without a member yet: its deadline is `joinMinutes` from now, but no later than the campaign's end, or
    /// than the balance is due of who joins with a deposit.
    package init(opening buy: GroupBuy, at now: Instant, campaignEndsAt: Instant) {
        let latest = min(campaignEndsAt, buy.advance?.balanceDue ?? campaignEndsAt)
        self.init(size: buy.size, deadline: min(now.adding(minutes: buy.joinMinutes), latest), buyers: [])
    }

    package var joined: Int64 { Int64(buyers.count) }
    package var isFull: Bool { joined >= size }

    /// Whether somebody may join it at this moment.
    package func isOpen(at now: Instant) -> Bool { !isFull && now < deadline }

    /// Takes a seat.
    /// - Throws: `.closed` when the group is full or its deadline has come, `.alreadyJoined` for who holds a seat.
    package mutating func join(_ buyer: OrganizationID, at now: Instant) throws(GroupBuyRefusal) {
        guard isOpen(at: now) else { throw .closed }
        guard buyers.insert(buyer).inserted else { throw .alreadyJoined }
    }
}

/// The life of a group: open → filled by its last seat → released once its orders are; or open → expired at its deadline → failed once its
/// orders are cancelled. Between the two nobody joins and no seat becomes free.
package enum GroupBuyStatus: String, CaseIterable, Sendable {
    case open, filled, released, expired, failed
}
