/// How many custom SKUs a region may keep: 15% of the number of active central SKUs, rounded down. 500 active ones make 75: the 75th
/// custom SKU is accepted, the 76th refused.
///
/// What counts is every custom SKU of the region that isn't discontinued: a draft holds its place, so that activating it never fails.
/// When headquarters takes central SKUs off sale the limit falls; a region above it keeps what it has and adds nothing.
package struct RegionalQuota: Equatable, Sendable {
    package static let shareBps: Int64 = 1500

    package let limit: Int64
    package let used: Int64

    /// - Parameters:
    ///   - activeCentral: active SKUs of headquarters.
    ///   - used: custom SKUs of the region that aren't discontinued.
    package init(activeCentral: Int64, used: Int64) {
        limit = activeCentral.share(bps: Self.shareBps)
        self.used = used
    }

    /// How many more it may add.
    package var left: Int64 { max(0, limit - used) }

    /// - Throws: `CatalogRefusal.quotaExceeded` when there is no room for one more.
    package func admitOne() throws(CatalogRefusal) {
        guard left > 0 else { throw .quotaExceeded(self) }
    }
}

extension SKUStatus {
    /// Whether a custom SKU of this status counts towards its region's quota.
    package var holdsQuota: Bool { self != .discontinued }
}
