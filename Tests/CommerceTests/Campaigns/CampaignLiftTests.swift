@testable import Commerce
import Testing

struct CampaignLiftTests {
    private static let day: Int64 = 86_400_000

    @Test(arguments: [
        // 28 bottles in four weeks are one a day; 3 in two days are one and a half.
        (28, 3, 2 * day, 1000, 1500, 5000),
        (28, 2, 2 * day, 1000, 1000, 0),
        (28, 1, 2 * day, 1000, 500, -5000),
        (28, 0, day, 1000, 0, -10_000),
        // 3 before are 107.14… thousandths a day; one in a day is 9⅓ times that.
        (3, 1, day, 107, 1000, 83_333),
        (3, 0, 1, 107, 0, -10_000),
    ] as [(Int64, Int64, Int64, Int64, Int64, Int64)])
    func `lift compares days, whatever their number`(before: Int64, since: Int64, milliseconds: Int64, perDayBefore: Int64, perDay: Int64, bps: Int64) {
        let lift = CampaignLift(unitsBefore: before, unitsSince: since, milliseconds: milliseconds)
        #expect(lift.perDayBeforeMilliunits == perDayBefore)
        #expect(lift.perDaySinceMilliunits == perDay)
        #expect(lift.bps == bps)
    }

    @Test func `nothing is compared with nothing, nor before it began`() {
        #expect(CampaignLift(unitsBefore: 0, unitsSince: 5, milliseconds: Self.day).bps == nil)
        #expect(CampaignLift(unitsBefore: 5, unitsSince: 0, milliseconds: 0).bps == nil)
        #expect(CampaignLift(unitsBefore: 5, unitsSince: 0, milliseconds: 0).perDaySinceMilliunits == nil)
    }

    @Test func `sales beyond counting stay within numbers`() {
        let lift = CampaignLift(unitsBefore: 1, unitsSince: .max, milliseconds: 1)
        #expect(lift.bps == .max)
        #expect(lift.perDaySinceMilliunits == .max)
    }
}
