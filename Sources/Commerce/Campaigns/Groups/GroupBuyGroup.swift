/// One group of a group buy: buyers whose money is held until `size` of them have joined or the deadline comes.
///
///     open → filled → captured     the last seat was taken before the deadline; then everyone's money is posted
///     open → failed                the deadline came first; every hold is released and the orders are cancelled
///
/// The deadline is `joinMinutes` after the first joined and doesn't move, even when that buyer leaves. Who joins at the deadline itself
/// is too late. Leaving frees the seat while the group is open; once it is filled it stands.
package struct GroupBuyGroup: Equatable, Sendable {
    package enum Status: String, CaseIterable, Sendable { case open, filled, captured, failed }

    package struct Seat: Equatable, Sendable {
        package let buyer: Code
        package let units: Int64
        package let joinedAt: Instant

        package init(buyer: Code, units: Int64, joinedAt: Instant) {
            self.buyer = buyer
            self.units = units
            self.joinedAt = joinedAt
        }
    }

    package let size: Int64
    package let perBuyerUnits: Int64?
    package let deadline: Instant
    /// In the order that they were taken; of each buyer one.
    package private(set) var seats: [Seat]
    package private(set) var status: Status

    /// For a group read from the brand's own tables.
    package init(size: Int64, perBuyerUnits: Int64?, deadline: Instant, seats: [Seat], status: Status) {
        self.size = size
        self.perBuyerUnits = perBuyerUnits
        self.deadline = deadline
        self.seats = seats
        self.status = status
    }

    /// A new group, with its first seat taken.
    package init(_ rule: GroupBuy, buyer: Code, units: Int64, at instant: Instant) throws(GroupBuyRefusal) {
        self.init(
            size: rule.size, perBuyerUnits: rule.perBuyerUnits, deadline: instant.adding(minutes: rule.joinMinutes), seats: [], status: .open)
        try join(buyer, units: units, at: instant)
    }

    package var freeSeats: Int64 { max(0, size - Int64(seats.count)) }

    package func holds(_ buyer: Code) -> Bool { seats.contains { $0.buyer == buyer } }

    /// Takes a seat. Refuses, by the first that holds: a group that is over, a buyer who has a seat, a full group, units beyond the limit.
    package mutating func join(_ buyer: Code, units: Int64, at instant: Instant) throws(GroupBuyRefusal) {
        guard status != .failed, status != .open || instant < deadline else { throw .closed }
        guard !holds(buyer) else { throw .alreadyJoined }
        guard status == .open, freeSeats > 0 else { throw .full }
        guard units >= 1, units <= perBuyerUnits ?? .max else { throw .unitsOutOfRange(mostUnits: perBuyerUnits) }
        seats.append(Seat(buyer: buyer, units: units, joinedAt: instant))
        if freeSeats == 0 { status = .filled }
    }

    /// Frees a seat. From the deadline on the group is failed or stands, and nobody leaves it.
    package mutating func leave(_ buyer: Code, at instant: Instant) throws(GroupBuyRefusal) {
        guard holds(buyer) else { throw .notJoined }
        guard status == .open else { throw status == .failed ? .closed : .stands }
        guard instant < deadline else { throw .closed }
        seats.removeAll { $0.buyer == buyer }
    }

    /// Ends a group that didn't fill before its deadline.
    /// - Returns: the seats whose holds are released by it; empty when nothing changes, so that it may be asked again at any time.
    package mutating func passTime(to instant: Instant) -> [Seat] {
        guard status == .open, instant >= deadline else { return [] }
        status = .failed
        return seats
    }

    /// Says that everyone's money is posted. Refused unless the group is filled; one that is captured already stays so.
    package mutating func capture() throws(GroupBuyRefusal) {
        guard status == .filled || status == .captured else { throw status == .failed ? .closed : .notFilled }
        status = .captured
    }
}

extension GroupBuy {
    /// Where who joins now gets a seat: in the first of `groups` that is open and has one free, otherwise in a new group. A buyer has one
    /// seat at a time: who waits in an open group joins no other.
    ///
    /// - Parameter groups: The campaign's groups, oldest first.
    /// - Returns: the group's place among `groups`, nil for a new one, and the group with the seat taken.
    package func seat(
        _ buyer: Code, units: Int64, at instant: Instant, in groups: [GroupBuyGroup]
    ) throws(GroupBuyRefusal) -> (index: Int?, group: GroupBuyGroup) {
        let open = groups.indices.filter { groups[$0].status == .open && instant < groups[$0].deadline }
        guard !open.contains(where: { groups[$0].holds(buyer) }) else { throw .alreadyJoined }
        guard let index = open.first(where: { groups[$0].freeSeats > 0 }) else {
            return (nil, try GroupBuyGroup(self, buyer: buyer, units: units, at: instant))
        }
        var group = groups[index]
        try group.join(buyer, units: units, at: instant)
        return (index, group)
    }
}
