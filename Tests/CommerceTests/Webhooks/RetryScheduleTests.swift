import Commerce
import Testing

struct RetryScheduleTests {
    private let schedule = RetrySchedule(firstSeconds: 5, factor: 3, longestSeconds: 100, giveUpSeconds: 300)

    @Test func `each wait is three times the one before, up to the longest`() {
        let waits = (1...5).map { schedule.waitMilliseconds(afterFailures: $0, spread: 5000) }
        #expect(waits == [5000, 15_000, 45_000, 100_000, 100_000])
    }

    @Test func `it is given up once it has been waited for long enough`() {
        #expect(schedule.waitMilliseconds(afterFailures: 6, spread: 0) != nil)
        #expect(schedule.waitMilliseconds(afterFailures: 7, spread: 0) == nil)
        #expect(schedule.waitMilliseconds(afterFailures: .max, spread: 0) == nil)
    }

    @Test(arguments: [(-1, 4000), (0, 4000), (9999, 5999), (10_000, 5999)] as [(Int64, Int64)])
    func `chance moves a wait by a fifth at most`(spread: Int64, milliseconds: Int64) {
        #expect(schedule.waitMilliseconds(afterFailures: 1, spread: spread) == milliseconds)
    }

    @Test func `the standard schedule gives up after about five days`() {
        let failures = (1...100).prefix { RetrySchedule().waitMilliseconds(afterFailures: Int64($0), spread: 5000) != nil }.count
        let waited = (1...Int64(failures)).compactMap { RetrySchedule().waitMilliseconds(afterFailures: $0, spread: 5000) }.reduce(0, +)
        #expect((5 * 86_400_000...6 * 86_400_000).contains(waited))
    }
}
