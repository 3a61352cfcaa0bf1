import Commerce
import Testing

struct AllocationPlanTests {
    private let region = OrganizationID(3 << 40)
    private let distributor = OrganizationID(3 << 40 | 5 << 20)
    private let other = OrganizationID(3 << 40 | 6 << 20)

    private static func instant(_ hour: Int64) -> Instant {
        Instant(millisecondsSince1970: hour * 3_600_000)
    }

    private static func period(_ from: Int64, _ to: Int64) -> AllocationPeriod? {
        AllocationPeriod(from: instant(from), to: instant(to))
    }

    private func plan(
        by giver: OrganizationID, _ shares: [(OrganizationID?, Int64)], _ standing: (inout AllocationStanding) -> Void = { _ in }
    ) throws(AllocationRefusal) -> AllocationPlan {
        let draft = try AllocationDraft(
            sku: Code(stored: "A"), from: Self.instant(1), to: Self.instant(9),
            shares: shares.enumerated().map { AllocationDraft.Share(organization: Code(stored: "O-\($0.offset)"), units: $0.element.1) })
        var state = AllocationStanding()
        standing(&state)
        return try AllocationPlan(draft, giver: giver, recipients: shares.map(\.0), standing: state)
    }

    private func refusal(_ body: () throws(AllocationRefusal) -> AllocationPlan) -> AllocationRefusal? {
        do {
            _ = try body()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (1, 9, [("D-1", 0), ("D-2", 1_000_000_000)], []),
        (9, 9, [("D-1", 1)], ["/to OUT_OF_RANGE"]),
        (9, 1, [("D-1", 1)], ["/to OUT_OF_RANGE"]),
        (1, 9, [("D-1", 1), ("D-1", 1)], ["/shares/1/organization DUPLICATE_ORGANIZATION"]),
        (1, 9, [("D-1", -1), ("D-2", .max)], ["/shares/0/units OUT_OF_RANGE", "/shares/1/units OUT_OF_RANGE"]),
        (1, 9, [], []),
    ] as [(Int64, Int64, [(String, Int64)], [String])])
    func `a draft is refused with every fault at its pointer`(_ from: Int64, _ to: Int64, _ shares: [(String, Int64)], _ faults: [String]) {
        do {
            _ = try AllocationDraft(
                sku: Code(stored: "A"), from: Self.instant(from), to: Self.instant(to),
                shares: shares.map { AllocationDraft.Share(organization: Code(stored: $0.0), units: $0.1) })
            #expect(faults.isEmpty)
        } catch {
            #expect(error.reason.faults.map { "\($0.pointer) \($0.code)" } == faults)
        }
    }

    @Test func `a period ends before its last moment`() {
        #expect(Self.period(1, 3)?.overlaps(Self.period(3, 5)!) == false)
        #expect(Self.period(1, 3)?.overlaps(Self.period(2, 5)!) == true)
        #expect(Self.period(1, 9)?.covers(Self.period(1, 9)!) == true)
        #expect(Self.period(1, 9)?.covers(Self.period(0, 3)!) == false)
    }

    @Test func `headquarters gives to regions and distributors, a region to its own distributors, nobody else to anyone`() {
        let store = OrganizationID(3 << 40 | 5 << 20 | 1)
        let elsewhere = OrganizationID(4 << 40 | 1 << 20)
        let hq = OrganizationID.headquarters
        for (giver, recipient, may) in [
            (hq, region, true), (hq, distributor, true), (hq, store, false), (hq, hq, false), (region, distributor, true),
            (region, elsewhere, false), (region, region, false), (region, store, false), (distributor, store, false),
            (distributor, distributor, false), (store, store, false),
        ] {
            #expect(AllocationPlan.mayGive(giver, to: recipient) == may, "\(giver) to \(recipient)")
        }
    }

    @Test func `recipients that aren't there or can't be given anything are all named`() {
        #expect(
            refusal { () throws(AllocationRefusal) in try plan(by: region, [(distributor, 1), (nil, 1), (region, 1), (nil, 1)]) }
                == .unknownOrganizations(shares: [1, 3]))
        let refused = refusal { () throws(AllocationRefusal) in try plan(by: region, [(distributor, 1), (region, 1)]) }
        #expect(refused?.reason.faults.map { "\($0.pointer) \($0.code)" } == ["/shares/1/organization NOT_A_RECIPIENT"])
    }

    @Test func `headquarters' shares need nothing before them`() throws {
        #expect(try plan(by: .headquarters, [(region, 5), (distributor, 0)]).shares.map(\.units) == [5, 0])
    }

    @Test func `a giver has one allocation of a SKU at a time`() throws {
        let standing = try #require(Self.period(8, 12))
        #expect(refusal { () throws(AllocationRefusal) in try plan(by: .headquarters, [(region, 5)]) { $0.overlapping = standing } } == .overlaps(standing))
    }

    @Test func `no share goes below what orders have drawn, named or left out`() {
        let refused = refusal { () throws(AllocationRefusal) in
            try plan(by: .headquarters, [(region, 5)]) {
                $0.current = [region: .init(units: 9, used: 6), distributor: .init(units: 9, used: 1), other: .init(units: 9, used: 0)]
            }
        }
        #expect(refused == .used([.init(share: 0, organization: region, units: 6), .init(share: nil, organization: distributor, units: 1)]))
    }

    @Test func `a region keeps what it has passed on`() {
        let passed = AllocationStanding.Count(units: 7, used: 2)
        #expect(
            refusal { () throws(AllocationRefusal) in try plan(by: .headquarters, [(region, 6)]) { $0.passedOn = [region: passed] } }
                == .passedOn([.init(share: 0, organization: region, units: 7)]))
        #expect(refusal { () throws(AllocationRefusal) in try plan(by: .headquarters, [(region, 7)]) { $0.passedOn = [region: passed] } } == nil)
    }

    @Test func `a distributor is given a SKU by one giver at a time`() {
        #expect(
            refusal { () throws(AllocationRefusal) in
                try plan(by: .headquarters, [(region, 9), (distributor, 1)]) { $0.givenByOther = [distributor] }
            } == .givenTwice(shares: [1]))
    }

    @Test(arguments: [
        // own units, own used, passed on otherwise, used of that, used of this, asked for, allowed when refused
        (10, 0, 0, 0, 0, 10, nil), (10, 0, 0, 0, 0, 11, 10), (10, 0, 4, 0, 0, 6, nil), (10, 0, 4, 0, 0, 7, 6),
        // What was drawn while the share was open to all is gone.
        (10, 3, 0, 0, 0, 8, 7), (10, 3, 4, 3, 0, 6, nil), (10, 5, 4, 3, 2, 6, nil), (10, 5, 4, 3, 0, 5, 4),
    ] as [(Int64, Int64, Int64, Int64, Int64, Int64, Int64?)])
    func `a region passes on what is left of its own share`(
        _ units: Int64, _ used: Int64, _ otherwise: Int64, _ usedOtherwise: Int64, _ usedHere: Int64, _ asked: Int64, _ allowed: Int64?
    ) {
        let refused = refusal { () throws(AllocationRefusal) in
            try plan(by: region, [(distributor, asked)]) {
                $0.own = .init(units: units, used: used)
                $0.passedOnOtherwise = .init(units: otherwise, used: usedOtherwise)
                $0.current = [distributor: .init(units: 5, used: usedHere)]
            }
        }
        #expect(refused == allowed.map { .exceeded(allowedUnits: $0) })
    }

    @Test func `a region without a share has nothing to pass on, but may take back what it said`() {
        #expect(refusal { () throws(AllocationRefusal) in try plan(by: region, [(distributor, 1)]) } == .nothingToPassOn)
        #expect(refusal { () throws(AllocationRefusal) in try plan(by: region, []) } == nil)
    }
}
