/// When a webhook that failed is tried again: after 5 seconds, then each time three times as long, up to 6 hours, for 5 days in all.
/// Then its endpoint is given up.
///
/// Each wait is spread by up to a fifth either way, so that endpoints that failed together don't all come back together.
package struct RetrySchedule: Equatable, Sendable {
    package let firstSeconds: Int64
    package let factor: Int64
    package let longestSeconds: Int64
    package let giveUpSeconds: Int64

    /// - Parameters: all at least 1.
    package init(firstSeconds: Int64 = 5, factor: Int64 = 3, longestSeconds: Int64 = 6 * 3600, giveUpSeconds: Int64 = 5 * 86_400) {
        self.firstSeconds = max(1, firstSeconds)
        self.factor = max(1, factor)
        self.longestSeconds = max(1, longestSeconds)
        self.giveUpSeconds = max(1, giveUpSeconds)
    }

    /// - Parameters:
    ///   - failures: How often in a row it has failed, at least 1.
    ///   - spread: Chance from outside, 0 to 9999.
    /// - Returns: the wait before the next attempt; nil when it is time to give up.
    package func waitMilliseconds(afterFailures failures: Int64, spread: Int64) -> Int64? {
        var wait = min(firstSeconds, longestSeconds)
        var waited: Int64 = 0
        for _ in 1..<max(1, failures) {
            waited += wait
            guard waited < giveUpSeconds else { return nil }
            wait = min(longestSeconds, wait.multiplied(by: factor) ?? longestSeconds)
        }
        // From 8000 to 12000 ten-thousandths of the wait.
        return (wait * 1000).share(bps: 8000 + min(max(spread, 0), 9999) * 2 / 5)
    }
}
