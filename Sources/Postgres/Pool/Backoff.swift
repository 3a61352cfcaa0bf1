/// Exponential waits with full jitter: each is drawn between half and all of a bound that doubles until its cap, so that many who failed together don't come back
/// together.
struct Backoff: Sendable {
    var baseMilliseconds: Int
    var capMilliseconds: Int

    /// - Parameters:
    ///   - attempt: from 1.
    ///   - jitter: in 0..<1, from the caller's randomness.
    func delayMilliseconds(attempt: Int, jitter: Double) -> Int {
        let doublings = min(max(attempt - 1, 0), 16)
        let bound = min(capMilliseconds, baseMilliseconds << doublings)
        return bound / 2 + Int(Double(bound - bound / 2) * min(max(jitter, 0), 1))
    }
}
