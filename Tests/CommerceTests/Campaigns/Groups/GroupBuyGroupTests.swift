import Commerce
import Testing

@Suite struct GroupBuyGroupTests {
    /// Three buyers within two minutes, at most six bottles each.
    static let rule = GroupBuy(sku: Code(stored: "A"), priceFen: 9900, size: 3, joinMinutes: 2, perBuyerUnits: 6)
    static let start: Int64 = 1_000_000
    static let deadline = start + 120_000

    private func at(_ milliseconds: Int64) -> Instant { Instant(millisecondsSince1970: milliseconds) }
    private func buyer(_ number: Int) -> Code { Code(stored: "D-\(number)") }

    /// A group that so many buyers joined, one a millisecond from the start.
    private func group(of count: Int) throws -> GroupBuyGroup {
        var group = try GroupBuyGroup(Self.rule, buyer: buyer(1), units: 1, at: at(Self.start))
        for number in 1..<count { try group.join(buyer(number + 1), units: 1, at: at(Self.start + Int64(number))) }
        return group
    }

    @Test func `a group is filled when the last seat is taken, and then captured`() throws {
        var group = try group(of: 2)
        #expect((group.status, group.freeSeats, group.deadline) == (.open, 1, at(Self.deadline)))
        #expect(throws: GroupBuyRefusal.notFilled) { try group.capture() }
        try group.join(buyer(3), units: 6, at: at(Self.start + 5))
        #expect((group.status, group.freeSeats) == (.filled, 0))
        #expect(group.seats.map(\.units) == [1, 1, 6])
        try group.capture()
        try group.capture()
        #expect(group.status == .captured)
    }

    @Test func `a millisecond before the deadline is in time, the deadline is not`() throws {
        var late = try group(of: 2)
        #expect(throws: GroupBuyRefusal.closed) { try late.join(buyer(3), units: 1, at: at(Self.deadline)) }
        #expect(late.seats.count == 2)
        var inTime = late
        try inTime.join(buyer(3), units: 1, at: at(Self.deadline - 1))
        #expect(inTime.status == .filled)
        #expect(inTime.passTime(to: at(Self.deadline)) == [])
        #expect(inTime.status == .filled)
    }

    @Test func `at the deadline a group that isn't full fails, once, and everyone is released`() throws {
        var group = try group(of: 2)
        #expect(group.passTime(to: at(Self.deadline - 1)) == [])
        #expect(group.status == .open)
        #expect(group.passTime(to: at(Self.deadline)).map(\.buyer) == [buyer(1), buyer(2)])
        #expect(group.status == .failed)
        #expect(group.passTime(to: at(Self.deadline + 1)) == [])
        #expect(throws: GroupBuyRefusal.closed) { try group.join(buyer(3), units: 1, at: at(Self.deadline - 1)) }
        #expect(throws: GroupBuyRefusal.closed) { try group.leave(buyer(1), at: at(Self.deadline - 1)) }
        #expect(throws: GroupBuyRefusal.closed) { try group.capture() }
    }

    @Test func `a buyer has one seat`() throws {
        var open = try group(of: 2)
        #expect(throws: GroupBuyRefusal.alreadyJoined) { try open.join(buyer(1), units: 1, at: at(Self.start + 9)) }
        var full = try group(of: 3)
        #expect(throws: GroupBuyRefusal.alreadyJoined) { try full.join(buyer(1), units: 1, at: at(Self.start + 9)) }
        #expect(throws: GroupBuyRefusal.full) { try full.join(buyer(4), units: 1, at: at(Self.start + 9)) }
        // A filled group was in time: after the deadline it is still full, not closed.
        #expect(throws: GroupBuyRefusal.full) { try full.join(buyer(4), units: 1, at: at(Self.deadline)) }
        #expect(GroupBuyRefusal.alreadyJoined.reason.kind == .conflict)
    }

    @Test(arguments: [0, 7, -1] as [Int64])
    func `a seat is for one to so many bottles`(units: Int64) throws {
        var group = try group(of: 1)
        #expect(throws: GroupBuyRefusal.unitsOutOfRange(mostUnits: 6)) { try group.join(buyer(2), units: units, at: at(Self.start)) }
        #expect(throws: GroupBuyRefusal.unitsOutOfRange(mostUnits: 6)) {
            try GroupBuyGroup(Self.rule, buyer: buyer(1), units: units, at: at(Self.start))
        }
        #expect(group.seats.count == 1)
    }

    @Test func `leaving frees the seat until the group is filled, and the deadline stays`() throws {
        var group = try group(of: 2)
        #expect(throws: GroupBuyRefusal.notJoined) { try group.leave(buyer(3), at: at(Self.start + 5)) }
        try group.leave(buyer(1), at: at(Self.deadline - 1))
        #expect((group.freeSeats, group.deadline) == (2, at(Self.deadline)))
        #expect(throws: GroupBuyRefusal.closed) { try group.leave(buyer(2), at: at(Self.deadline)) }
        try group.join(buyer(3), units: 1, at: at(Self.deadline - 1))
        try group.join(buyer(1), units: 1, at: at(Self.deadline - 1))
        #expect(group.status == .filled)
        #expect(throws: GroupBuyRefusal.stands) { try group.leave(buyer(1), at: at(Self.deadline - 1)) }
        #expect(group.seats.map(\.buyer) == [buyer(2), buyer(3), buyer(1)])
    }

    @Test func `who joins gets the oldest group's free seat, otherwise a group of his own`() throws {
        let full = try group(of: 3)
        let first = try Self.rule.seat(buyer(4), units: 1, at: at(Self.start + 10), in: [full])
        #expect(first.index == nil)
        #expect(first.group.deadline == at(Self.deadline + 10))
        let second = try Self.rule.seat(buyer(5), units: 2, at: at(Self.start + 11), in: [full, first.group])
        #expect(second.index == 1)
        #expect(second.group.seats.map(\.buyer) == [buyer(4), buyer(5)])
        #expect(throws: GroupBuyRefusal.alreadyJoined) {
            try Self.rule.seat(buyer(5), units: 1, at: at(Self.start + 12), in: [full, second.group])
        }
        // One who is in a filled group may join the next.
        #expect(try Self.rule.seat(buyer(1), units: 1, at: at(Self.start + 12), in: [full, second.group]).group.status == .filled)
        // At its deadline nobody joins it any more, though nobody has said yet that it failed.
        #expect(try Self.rule.seat(buyer(6), units: 1, at: at(Self.deadline + 10), in: [full, second.group]).index == nil)
    }
}
