import Commerce
import Testing

struct AllocationsTests {
    private static let hq = OrganizationID.headquarters
    private static let region = OrganizationID(3 << 40)
    private static let buyer = OrganizationID(3 << 40 | 5 << 20)
    private static let sibling = OrganizationID(3 << 40 | 6 << 20)
    private static let elsewhere = OrganizationID(4 << 40)

    private static func share(_ id: Int64, _ giver: OrganizationID, _ to: OrganizationID, _ units: Int64, used: Int64 = 0) -> AllocationShare {
        AllocationShare(allocationID: id, giver: giver, organization: to, units: units, used: used)
    }

    struct Example: CustomTestStringConvertible {
        let what: String
        let shares: [AllocationShare]
        let allowed: Int64
        /// Allocation and organisation of each, in order.
        let draws: [(Int64, OrganizationID)]
        var testDescription: String { what }
    }

    @Test(arguments: [
        Example(what: "no share on the path", shares: [], allowed: 0, draws: []),
        Example(
            what: "shares of others don't count", shares: [share(1, hq, sibling, 10), share(1, hq, elsewhere, 10)], allowed: 0, draws: []),
        Example(what: "the distributor's own share", shares: [share(1, hq, buyer, 10, used: 4)], allowed: 6, draws: [(1, buyer)]),
        Example(what: "the region's share, not passed on", shares: [share(1, hq, region, 10)], allowed: 10, draws: [(1, region)]),
        Example(
            what: "passed on: both are drawn, the smaller rest decides",
            shares: [share(1, hq, region, 10, used: 3), share(2, region, buyer, 8)], allowed: 7, draws: [(1, region), (2, buyer)]),
        Example(
            what: "passed on, and the own share is the smaller",
            shares: [share(9, hq, region, 10), share(2, region, buyer, 8, used: 7)], allowed: 1, draws: [(2, buyer), (9, region)]),
        Example(
            what: "passed on to others only", shares: [share(1, hq, region, 10), share(2, region, buyer, 0)], allowed: 0,
            draws: [(1, region), (2, buyer)]),
        Example(
            what: "headquarters' own share for the distributor doesn't touch the region's",
            shares: [share(1, hq, region, 10), share(1, hq, buyer, 2)], allowed: 2, draws: [(1, buyer)]),
        Example(what: "used up", shares: [share(1, hq, buyer, 10, used: 10)], allowed: 0, draws: [(1, buyer)]),
        Example(what: "cut below what is used", shares: [share(1, hq, buyer, 3, used: 10)], allowed: 0, draws: [(1, buyer)]),
        Example(what: "a region gives nothing that headquarters didn't", shares: [share(2, region, buyer, 8)], allowed: 0, draws: []),
    ])
    func `an order draws on every share along its path`(_ example: Example) {
        let (allowed, draws) = Allocations.allowed(shares: example.shares, buyer: Self.buyer)
        #expect(allowed == example.allowed)
        #expect(draws.map(\.allocationID) == example.draws.map(\.0))
        #expect(draws.map(\.organization) == example.draws.map(\.1))
    }
}
