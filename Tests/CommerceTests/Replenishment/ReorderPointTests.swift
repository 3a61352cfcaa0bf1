import Commerce
import Testing

struct ReorderPointTests {
    /// 56 in 28 days are two a day; lead time of three days and seven of safety make a point of twenty, a cycle of fourteen more a target of 48.
    private static let point = ReorderPoint(soldUnits: 56, deliveries: 0, deliverySeconds: 0, policy: ReplenishmentPolicy())

    @Test(arguments: [(19, 5), (20, 5), (21, nil), (0, 8), (18, 5), (12, 6), (-6, 9)] as [(Int64, Int64?)])
    func `at the point or below it so many whole cases of six are suggested, above it none`(_ available: Int64, _ cases: Int64?) {
        #expect(Self.point.units == 20)
        #expect(Self.point.suggestedCases(availableUnits: available, unitsPerCase: 6) == cases)
    }

    @Test func `the rate is no rounded figure of its own`() {
        // One bottle in 28 days over ten days is 0.36 of a bottle: one must be there.
        let slow = ReorderPoint(soldUnits: 1, deliveries: 0, deliverySeconds: 0, policy: ReplenishmentPolicy())
        #expect(slow.units == 1)
        #expect(slow.milliUnitsPerDay == 35)
        #expect(slow.suggestedCases(availableUnits: 1, unitsPerCase: 6) == nil)
        #expect(slow.suggestedCases(availableUnits: 0, unitsPerCase: 6) == 1)
        // 29 × 10 / 28 is 10.36.
        #expect(ReorderPoint(soldUnits: 29, deliveries: 0, deliverySeconds: 0, policy: ReplenishmentPolicy()).units == 11)
    }

    @Test func `what isn't sold isn't suggested, however little there is`() {
        let none = ReorderPoint(soldUnits: 0, deliveries: 0, deliverySeconds: 0, policy: ReplenishmentPolicy())
        #expect(none.suggestedCases(availableUnits: 0, unitsPerCase: 6) == nil)
    }

    @Test(arguments: [(0, 0, nil), (1, 0, 1), (1, 86_400, 1), (1, 86_401, 2), (2, 3 * 86_400, 2), (3, 6 * 86_400, 2), (1, 1000 * 86_400, 90)] as [(Int64, Int64, Int64?)])
    func `the lead time is the mean of what orders took, rounded up to days`(_ deliveries: Int64, _ seconds: Int64, _ days: Int64?) {
        #expect(ReorderPoint.leadDays(deliveries: deliveries, seconds: seconds) == days)
    }

    @Test func `a lead time that the policy says goes before what orders took, and three days stand where nothing is known`() {
        func days(_ leadDays: Int64?, deliveries: Int64) -> Int64 {
            ReorderPoint(soldUnits: 1, deliveries: deliveries, deliverySeconds: deliveries * 5 * 86_400, policy: ReplenishmentPolicy(leadDays: leadDays)).leadDays
        }
        #expect(days(2, deliveries: 4) == 2)
        #expect(days(nil, deliveries: 4) == 5)
        #expect(days(nil, deliveries: 0) == 3)
    }
}
