/// A rung of the order of preference: whose stock, and which part of it.
package enum SourcingTier: String, CaseIterable, Sendable {
    case hq, region, pool, otherRegions, own
}
