import Commerce
import Testing

@Suite struct StorefrontRuleTests {
    @Test(arguments: [(18, 0, StorefrontAvailability.inStock), (17, 99, .low), (1, 0, .low), (0, 1, .pool), (0, 0, .out)])
    func `a store is told how much there is in words`(own: Int64, brand: Int64, word: StorefrontAvailability) {
        #expect(StorefrontAvailability(ownUnits: own, brandUnits: brand, unitsPerCase: 6) == word)
    }

    @Test func `weekdays are counted from Monday`() throws {
        #expect(try #require(CalendarDay("1970-01-01")).isoWeekday == 4)
        #expect(try #require(CalendarDay("2026-11-26")).isoWeekday == 4)
        #expect(try #require(CalendarDay("2026-11-29")).isoWeekday == 7)
        #expect(try #require(CalendarDay("1969-12-29")).isoWeekday == 1)
    }

    @Test func `what could be there on a day without delivery is there on the next delivery day, at the same time`() throws {
        // Thursday, 2026-01-15, 10:00 in Shanghai.
        let thursday = Instant(millisecondsSince1970: 1_768_442_400_000)
        #expect(DeliveryDays([]).delivery(of: thursday) == thursday)
        #expect(DeliveryDays([4]).delivery(of: thursday) == thursday)
        #expect(DeliveryDays([5, 1]).delivery(of: thursday) == thursday.adding(days: 1))
        #expect(DeliveryDays([3]).delivery(of: thursday) == thursday.adding(days: 6))
        // 23:59 UTC on Thursday is Friday in Shanghai.
        let late = thursday.adding(minutes: 21 * 60 + 59)
        #expect(DeliveryDays([5]).delivery(of: late) == late)
    }

    @Test func `the brand charges what it supplies, at the price of that many`() {
        let plan = SourcingPlan(
            shipments: [
                .init(source: 0, warehouse: 1, distanceMetres: 0, costNanoFen: 0, costFen: 0, promisedMinutes: 0, lines: [
                    .init(line: 0, sku: 7, stockClass: .general, tier: .own, units: 5),
                ]),
                .init(source: 0, warehouse: 2, distanceMetres: 0, costNanoFen: 0, costFen: 0, promisedMinutes: 0, lines: [
                    .init(line: 0, sku: 7, stockClass: .pool, tier: .pool, units: 4), .init(line: 1, sku: 8, stockClass: .pool, tier: .pool, units: 1),
                ]),
                .init(source: 0, warehouse: 3, distanceMetres: 0, costNanoFen: 0, costFen: 0, promisedMinutes: 0, lines: [
                    .init(line: 0, sku: 7, stockClass: .general, tier: .region, units: 6),
                ]),
            ], shortfalls: [], costFen: 0, costNanoFen: 0, optimal: true, gapFen: 0, nodes: 0, unfilledUnits: 0, considered: [], runnerUp: nil)
        let charges = SupplyCharge.charges(of: plan) { line, units in line == 0 && units >= 10 ? 90 : 100 }
        #expect(charges.map { "\($0.line) \($0.units) \($0.unitPriceFen)" } == ["0 10 90", "1 1 100"])
        #expect(charges.totalFen == 1_000)
        #expect(SupplyCharge.charges(of: plan) { _, _ in .max }.totalFen == .max)
    }
}
