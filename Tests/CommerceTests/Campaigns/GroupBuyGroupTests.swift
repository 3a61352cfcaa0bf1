import Commerce
import Testing

struct GroupBuyGroupTests {
    private static let now = Instant(millisecondsSince1970: 1_768_442_400_000)
    private static let buy = GroupBuy(sku: Code(stored: "A"), priceFen: 9000, size: 2, joinMinutes: 30)

    private static func buyer(_ number: Int64) -> OrganizationID { OrganizationID(1 << 40 | number << 20) }

    @Test func `a group may be joined for so many minutes, but no longer than the campaign runs`() {
        func deadline(endsIn minutes: Int64) -> Instant {
            GroupBuyGroup(opening: Self.buy, at: Self.now, campaignEndsAt: Self.now.adding(minutes: minutes)).deadline
        }
        #expect(deadline(endsIn: 31) == Self.now.adding(minutes: 30))
        #expect(deadline(endsIn: 30) == Self.now.adding(minutes: 30))
        #expect(deadline(endsIn: 29) == Self.now.adding(minutes: 29))
    }

    @Test func `with a deposit it ends no later than the balance is due`() {
        var buy = Self.buy
        buy.advance = AdvanceSale(depositFen: 1, balanceDue: Self.now.adding(minutes: 20), shipsAfter: Self.now.adding(days: 9))
        #expect(GroupBuyGroup(opening: buy, at: Self.now, campaignEndsAt: Self.now.adding(days: 9)).deadline == Self.now.adding(minutes: 20))
    }

    @Test func `it is open until just before its deadline`() throws {
        var group = GroupBuyGroup(opening: Self.buy, at: Self.now, campaignEndsAt: Self.now.adding(days: 1))
        let last = Instant(millisecondsSince1970: group.deadline.millisecondsSince1970 - 1)
        #expect(group.isOpen(at: last) && !group.isOpen(at: group.deadline))
        let early = group
        try group.join(Self.buyer(1), at: last)
        #expect(group.joined == 1)
        var late = early
        #expect(throws: GroupBuyRefusal.closed) { try late.join(Self.buyer(1), at: early.deadline) }
        #expect(late == early)
    }

    @Test func `each buyer has one seat, and the last one fills it`() throws {
        var group = GroupBuyGroup(size: 2, deadline: Self.now.adding(minutes: 1), buyers: [Self.buyer(1)])
        #expect(throws: GroupBuyRefusal.alreadyJoined) { try group.join(Self.buyer(1), at: Self.now) }
        #expect(group.joined == 1 && !group.isFull)
        try group.join(Self.buyer(2), at: Self.now)
        #expect(group.isFull && !group.isOpen(at: Self.now))
        #expect(throws: GroupBuyRefusal.closed) { try group.join(Self.buyer(3), at: Self.now) }
    }
}
