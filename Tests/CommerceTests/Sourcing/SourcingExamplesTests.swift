import Commerce
import Testing

/// The worked examples of the problem's definition, and the rules they stand for.
struct SourcingExamplesTests {
    @Test func `a nearer warehouse loses when it would open a second shipment`() throws {
        let sourced = try source(.wants("A", 10), from: .hq("near", 10.km, ["A": 6]), .hq("far", 12.km, ["A": 10]))
        #expect(sourced.shipments == [.from("far", ["A": 10])])
        // 3000 fen and 10 kg over 12 km at 60 fen a tonne-kilometre: 7.2 fen.
        #expect(sourced.plan.costNanoFen == 3_007_200_000_000)
        #expect(sourced.plan.costFen == 3008)
        #expect(sourced.plan.optimal && sourced.plan.gapFen == 0)
        #expect(sourced.runnerUp == ["near", "far"])
    }

    @Test func `strict tiers empty headquarters before the region next door`() throws {
        let sourced = try source(.wants("A", 8), from: .hq("HQ", 900.km, ["A": 5]), .region("R", 5.km, ["A": 50]))
        #expect(sourced.shipments == [.from("R", ["A": 3]), .from("HQ", ["A": 5])])
    }

    @Test func `weighted tiers without a surcharge take the region next door alone`() throws {
        let sourced = try source(
            .wants("A", 8), from: .hq("HQ", 900.km, ["A": 5]), .region("R", 5.km, ["A": 50]), under: SourcingPolicy(tierMode: .weighted))
        #expect(sourced.shipments == [.from("R", ["A": 8])])
    }

    @Test func `general and pool of one warehouse leave in one shipment`() throws {
        let sourced = try source(.wants("A", 7), from: .hq("HQ", 100.km, ["A": 4], pool: ["A": 3]))
        #expect(sourced.shipments == [.from("HQ", ["A": 4], pool: ["A": 3])])
        #expect(sourced.plan.costNanoFen == (3000 + 42) * 1_000_000_000)
        #expect(sourced.plan.shipments[0].lines.map(\.tier) == [.hq, .pool])
    }

    /// 3 kg cost 0.18 fen a kilometre and a shipment 3000 fen: the way to C may be some 16,667 km longer.
    @Test(arguments: [(600, ["C"]), (16_000, ["C"]), (17_000, ["A", "B"])] as [(Int, [String])])
    func `one warehouse that covers all beats two nearer ones while the freight is less than a shipment`(kilometres: Int, used: [String]) throws {
        let sourced = try source(
            .wants("X", 1), .wants("Y", 1), .wants("Z", 1), from: .hq("A", 100.km, ["X": 1, "Y": 1]), .hq("B", 101.km, ["Y": 1, "Z": 1]),
            .hq("C", kilometres.km, ["X": 1, "Y": 1, "Z": 1]))
        #expect(sourced.shipments.map(\.warehouse) == used)
    }

    @Test func `of 2, 4 and 5 units in three places one shipment of 5 leaves`() throws {
        let sourced = try source(.wants("A", 5), from: .hq("two", 1.km, ["A": 2]), .hq("four", 2.km, ["A": 4]), .hq("five", 3.km, ["A": 5]))
        #expect(sourced.shipments == [.from("five", ["A": 5])])
    }

    @Test func `what nobody has is a shortfall, and the rest is shipped`() throws {
        let sourced = try source(.wants("A", 5), .wants("B", 2), from: .hq("HQ", 10.km, ["A": 3]))
        #expect(sourced.shipments == [.from("HQ", ["A": 3])])
        #expect(sourced.missing == ["A": 2, "B": 2])
        #expect(sourced.plan.unfilledUnits == 4)
    }

    @Test func `an order for nothing is an empty plan`() throws {
        let sourced = try source(.wants("A", 0), from: .hq("HQ", 10.km, ["A": 3]))
        #expect(sourced.shipments.isEmpty && sourced.plan.costFen == 0 && sourced.plan.optimal && sourced.plan.runnerUp == nil)
        #expect(try source(from: .hq("HQ", 10.km, [:])).shipments.isEmpty)
        #expect(try source(.wants("A", 3)).missing == ["A": 3])
    }

    @Test func `lines of one SKU are merged, and filled in line order`() throws {
        let sourced = try source(.wants("A", 4), .wants("B", 1), .wants("A", 4), from: .hq("HQ", 10.km, ["A": 6, "B": 1]))
        #expect(sourced.plan.shipments[0].lines.map { "\($0.line): \($0.units)" } == ["0: 4", "1: 1", "2: 2"])
        #expect(sourced.plan.shortfalls == [.init(line: 2, sku: 0, units: 2)])
    }

    @Test func `a SKU that isn't sold loose leaves in whole cases`() throws {
        let sourced = try source(.wants("A", 12, pack: 6), from: .hq("near", 1.km, ["A": 11]), .hq("far", 500.km, ["A": 8]))
        #expect(sourced.shipments == [.from("near", ["A": 6]), .from("far", ["A": 6])])
        #expect(try source(.wants("A", 12, pack: 6), from: .hq("HQ", 1.km, ["A": 5])).missing == ["A": 12])
    }

    @Test func `a storefront's order takes the distributor's own stock, then the pool`() throws {
        let policy = try SourcingPolicy(tiers: [.own, .pool])
        let sourced = try source(
            .wants("A", 5), from: .own("D", 0.km, ["A": 2]), .hq("HQ", 300.km, ["A": 9], pool: ["A": 9]), under: policy)
        #expect(sourced.shipments == [.from("D", ["A": 2]), .from("HQ", [:], pool: ["A": 3])])
    }

    @Test func `between equals general goes before pool and the lower code first`() throws {
        let codes = try source(.wants("A", 1), from: .hq("B", 10.km, ["A": 1]), .hq("A", 10.km, ["A": 1]), .hq("C", 10.km, ["A": 1]))
        #expect(codes.shipments.map(\.warehouse) == ["A"])
        #expect(codes.runnerUp == ["B"])
        let classes = try source(
            .wants("A", 1), from: .hq("A", 10.km, [:], pool: ["A": 1]), .hq("B", 10.km, ["A": 1]),
            under: SourcingPolicy(tierMode: .weighted))
        #expect(classes.shipments == [.from("B", ["A": 1])])
        let line = try source(
            .wants("A", 5), from: .hq("A", 10.km, ["A": 3], pool: ["A": 2]), .hq("B", 10.km, ["A": 5]), under: SourcingPolicy(tierMode: .weighted))
        #expect(line.shipments == [.from("B", ["A": 5])])
    }

    @Test(arguments: [(0, 120), (1, 121), (999, 121), (1000, 121), (1001, 122), (60_000, 180)] as [(Int64, Int64)])
    func `the promise is handling and the road, rounded up to the minute`(metres: Int64, minutes: Int64) throws {
        let sourced = try source(.wants("A", 1), from: .hq("HQ", metres, ["A": 1]))
        #expect(sourced.plan.shipments[0].promisedMinutes == minutes)
    }

    @Test func `shipments add up to the plan's cost before rounding`() throws {
        let sourced = try source(
            .wants("A", 3, grams: 333), .wants("B", 2, grams: 77), from: .hq("N", 12_345, ["A": 3]), .hq("S", 54_321, ["B": 2]))
        #expect(sourced.plan.shipments.count == 2)
        #expect(sourced.plan.shipments.reduce(0) { $0 + $1.costNanoFen } == sourced.plan.costNanoFen)
        #expect(sourced.plan.costNanoFen == 6_000_000_000_000 + 3 * 333 * 12_345 * 60 + 2 * 77 * 54_321 * 60)
    }
}
