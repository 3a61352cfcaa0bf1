/// `MARGIN_GUARD`: on what a distributor sells, its net selling price minus what it pays the brand stays at or above a share of the selling price.
package enum MarginGuard {
    /// The least price of a bottle that keeps the margin: the smallest n with n − cost ≥ n × bps / 10000, which is
    /// ceil(cost × 10000 / (10000 − bps)).
    /// - Returns: `Int64.max` when no price keeps it: for a share of 10000 bps or more, or beyond what is countable. A cost or a share
    ///   below zero counts as zero.
    package static func leastUnitFen(costFen: Int64, marginBps: Int64) -> Int64 {
        guard marginBps < 10_000 else { return .max }
        let kept = UInt128(10_000 - max(0, marginBps))
        let least = (UInt128(max(0, costFen)) * 10_000 + kept - 1) / kept
        return Int64(exactly: least) ?? .max
    }
}
