import Commerce
import Testing

struct SourcingRefusalTests {
    @Test func `lines of one SKU that weigh differently are refused`() {
        #expect(throws: SourcingRefusal.differentGrams(sku: 0)) {
            try source(.wants("A", 1, grams: 500), .wants("A", 1, grams: 501), from: .hq("HQ", 1.km, ["A": 9]))
        }
        #expect(throws: SourcingRefusal.differentPacks(sku: 0)) {
            try source(.wants("A", 6, pack: 6), .wants("A", 6, pack: 1), from: .hq("HQ", 1.km, ["A": 9]))
        }
    }

    @Test(arguments: [
        Wish.wants("A", -1), .wants("A", 1, grams: -1), .wants("A", 1, pack: 0), .wants("A", .min, grams: .min, pack: .min),
    ])
    func `a line that can't be is refused`(wish: Wish) {
        #expect(throws: SourcingRefusal.impossibleLine(line: 0)) { try source(wish, from: .hq("HQ", 1.km, ["A": 9])) }
    }

    @Test func `a warehouse that can't be is refused`() {
        #expect(throws: SourcingRefusal.impossibleSource(warehouse: 0)) { try source(.wants("A", 1), from: .hq("HQ", -1, ["A": 9])) }
        let pool = Place(code: "P", metres: 1, tier: .pool, general: [:], pool: [:], eligible: true)
        #expect(throws: SourcingRefusal.impossibleSource(warehouse: 0)) { try source(.wants("A", 1), from: pool) }
    }

    @Test(arguments: [
        (.wants("A", .max), .hq("HQ", 1, ["A": .max])), (.wants("A", 1 << 48), .hq("HQ", 1_000_000, ["A": .max])),
        (.wants("A", 1, grams: .max), .hq("HQ", 1, ["A": 1])), (.wants("A", 1000, grams: 1 << 40), .hq("HQ", 1_000_000, ["A": 1000])),
        (.wants("A", 1), .hq("HQ", .max, ["A": 1])), (.wants("A", 1), .hq("HQ", 1 << 40, ["A": 1])),
    ] as [(Wish, Place)])
    func `a cost beyond what can be counted is refused`(wish: Wish, place: Place) {
        #expect(throws: SourcingRefusal.overflow) { try source(wish, from: place) }
    }

    @Test func `many units over several lines overflow like one`() {
        #expect(throws: SourcingRefusal.overflow) {
            try source(.wants("A", 1 << 47), .wants("B", 1 << 47), .wants("C", 1), from: .hq("HQ", 1, ["A": 1]))
        }
    }

    @Test func `huge numbers that cost nothing to move, or that nobody has, are planned`() throws {
        #expect(try source(.wants("A", 1 << 48, grams: 0), from: .hq("HQ", 1000.km, ["A": .max])).plan.costFen == 3000)
        #expect(try source(.wants("A", 1 << 48, grams: .max), from: .hq("HQ", 0, ["A": .max])).plan.costFen == 3000)
        #expect(try source(.wants("A", 1 << 48, grams: .max), from: .hq("HQ", 1000.km, [:])).plan.unfilledUnits == 1 << 48)
        #expect(try source(.wants("A", 5), from: .hq("HQ", 1.km, ["A": .min], pool: ["A": -3])).missing == ["A": 5])
    }

    @Test func `units that nobody has cost nothing, so only those that can be had are costed`() throws {
        // 2^48 units of 1 kg over 100 km would come to far more than can be counted; 8 of them don't.
        let scarce = try source(.wants("A", 1 << 47), .wants("B", 1 << 46), from: .hq("HQ", 100.km, ["A": 6], pool: ["A": 2]), .region("R", 1000.km, ["B": 1]))
        #expect(scarce.missing == ["A": 1 << 47 - 8, "B": 1 << 46 - 1])
        #expect(scarce.plan.shipments.count == 2)
        // What lies in a warehouse that may not be asked isn't counted either.
        let forbidden = Place.hq("HQ", 1_000_000.km, ["A": .max], eligible: false)
        #expect(try source(.wants("A", 1 << 47), from: forbidden, .hq("NEAR", 1.km, ["A": 3])).missing == ["A": 1 << 47 - 3])
    }

    /// The largest cost that is planned, and the next.
    @Test func `the limit is 2^61 nano-fen`() throws {
        let policy = try SourcingPolicy(shipmentFen: 0, freightFenPerTonneKm: 1)
        let largest = try Self.heavy(1 << 21, policy)
        #expect(largest.plan.costNanoFen == 1 << 61)
        #expect(throws: SourcingRefusal.overflow) {
            try Self.heavy(1 << 21 + 1, policy)
        }
    }

    @Test func `a refusal is invalid, and names what is wrong`() {
        #expect(SourcingRefusal.overflow.reason.kind == .invalid)
        #expect(SourcingRefusal.differentGrams(sku: 7).reason.figures == [Figure("sku", 7)])
        #expect(SourcingRefusal.impossibleLine(line: 3).reason.figures == [Figure("line", 3)])
    }

    /// 2^30 units of 2^10 grams.
    private static func heavy(_ metres: Int64, _ policy: SourcingPolicy) throws -> Sourced {
        try source(.wants("A", 1 << 30, grams: 1 << 10), from: .hq("HQ", metres, ["A": 1 << 30]), under: policy)
    }
}
