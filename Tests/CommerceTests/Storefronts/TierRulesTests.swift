import Commerce
import Testing

@Suite struct TierRulesTests {
    private static let now = Instant(millisecondsSince1970: 1_768_442_400_000)
    private static let rules = TierRules(
        windowDays: 90, core: .init(minOrders: 8, minFen: 3_000_000, maxDaysSinceLast: 30), potential: .init(minOrders: 3, minFen: 600_000))

    private static func figures(_ orders: Int64, _ totalFen: Int64, lastDaysAgo days: Int64 = 1, late milliseconds: Int64 = 0) -> StoreFigures {
        StoreFigures(
            orders: orders, totalFen: totalFen,
            lastPlacedAt: orders == 0 ? nil : Instant(millisecondsSince1970: now.adding(days: -days).millisecondsSince1970 - milliseconds))
    }

    @Test(arguments: [
        (figures(8, 3_000_000), StoreTier.core), (figures(9, 3_000_001), .core),
        (figures(7, 3_000_000), .potential), (figures(8, 2_999_999), .potential),
        (figures(8, 3_000_000, lastDaysAgo: 30), .core), (figures(8, 3_000_000, lastDaysAgo: 30, late: 1), .potential),
        (figures(3, 600_000), .potential), (figures(4, 600_001), .potential), (figures(3, 600_000, lastDaysAgo: 89), .potential),
        (figures(2, 600_000), .nurture), (figures(3, 599_999), .nurture), (figures(0, 0), .nurture),
        (figures(1000, 0), .nurture), (figures(1, 9_000_000), .nurture),
    ])
    func `a store is in the highest tier all of whose thresholds it meets`(_ figures: StoreFigures, _ tier: StoreTier) {
        #expect(Self.rules.tier(of: figures, at: Self.now) == tier)
    }

    @Test func `rules that ask for nothing take everybody, but for recency, which needs an order`() {
        let nothing = TierRules.Threshold(minOrders: 0, minFen: 0)
        let all = TierRules(windowDays: 1, core: nothing, potential: nothing)
        #expect(all.tier(of: StoreFigures(), at: Self.now) == .core)
        let recent = TierRules(windowDays: 1, core: .init(minOrders: 0, minFen: 0, maxDaysSinceLast: 1), potential: nothing)
        #expect(recent.tier(of: StoreFigures(), at: Self.now) == .potential)
    }

    @Test func `the window begins as many days ago as it is long, to the millisecond`() {
        #expect(Self.rules.windowStart(at: Self.now).millisecondsSince1970 == 1_768_442_400_000 - 90 * 86_400_000)
    }

    @Test(arguments: [
        (#"{"minOrders":2,"minFen":600000,"maxDaysSinceLast":30}"#, ["/core/minOrders CORE_EASIER"]),
        (#"{"minOrders":3,"minFen":599999,"maxDaysSinceLast":30}"#, ["/core/minFen CORE_EASIER"]),
        (#"{"minOrders":3,"minFen":600000,"maxDaysSinceLast":31}"#, ["/core/maxDaysSinceLast CORE_EASIER"]),
        (#"{"minOrders":3,"minFen":600000}"#, ["/core/maxDaysSinceLast CORE_EASIER"]),
        (#"{"minOrders":0,"minFen":0}"#, ["/core/minOrders CORE_EASIER", "/core/minFen CORE_EASIER", "/core/maxDaysSinceLast CORE_EASIER"]),
        (#"{"minOrders":-1,"minFen":600000,"maxDaysSinceLast":30}"#, ["/core/minOrders OUT_OF_RANGE"]),
        (#"{"minOrders":3,"minFen":600000,"maxDaysSinceLast":30}"#, []),
    ])
    func `core is at least as hard as potential in each of them`(_ core: String, _ faults: [String]) throws {
        let text = #"{"windowDays":90,"core":\#(core),"potential":{"minOrders":3,"minFen":600000,"maxDaysSinceLast":30}}"#
        var form = ObjectForm(try JSONObject(stored: text))
        _ = TierRules.read(&form)
        var found: [Fault] = []
        do { try form.finish() } catch let reason as Reason { found = reason.faults }
        #expect(found.map { $0.pointer + " " + $0.code } == faults)
    }

    @Test func `rules are read as they were written, and tell with each change what they counted`() throws {
        let written = JSONWriter.object(Self.rules.write)
        #expect(String(decoding: written, as: UTF8.self)
            == #"{"windowDays":90,"core":{"minOrders":8,"minFen":3000000,"maxDaysSinceLast":30},"potential":{"minOrders":3,"minFen":600000}}"#)
        #expect(try TierRules(stored: String(decoding: written, as: UTF8.self)) == Self.rules)
        #expect(TierRules.standard.faults == [])
        let told = try JSONObject(stored: Self.rules.figures(Self.figures(8, 5), at: Self.now))
        #expect(told["orders"] == .integer(8) && told["totalFen"] == .integer(5) && told["from"] == .string("2025-10-17T02:00:00.000Z"))
        #expect(told["lastPlacedAt"] == .string("2026-01-14T02:00:00.000Z") && told["rules"] != nil)
    }
}
