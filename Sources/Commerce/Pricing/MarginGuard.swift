/// What a distributor must keep of what it sells.
package enum MarginGuard {
    /// A tenth of the selling price.
    package static let standardBps: Int64 = 1000

    /// The least price of a bottle that leaves the seller its share: the smallest n with n − cost ≥ n × marginBps / 10000.
    /// - Parameter marginBps: Below 10000.
    package static func leastUnitFen(costFen: Int64, marginBps: Int64) -> Int64 {
        let kept = max(1, 10_000 - marginBps)
        let (quotient, remainder) = kept.dividingFullWidth(max(0, costFen).multipliedFullWidth(by: 10_000))
        return quotient + (remainder > 0 ? 1 : 0)
    }
}
