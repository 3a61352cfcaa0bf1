/// A rung of the order of preference: whose stock, and which part of it. `own` is a distributor's own warehouse serving its storefront.
package enum SourcingTier: String, CaseIterable, Sendable {
    case hq, region, pool, otherRegions, own
}
