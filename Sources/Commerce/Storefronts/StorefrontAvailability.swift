/// How much of a SKU a store is told that there is; never the distributor's numbers.
package enum StorefrontAvailability: String, CaseIterable, Sendable {
    case inStock
    /// Fewer than three cases are left of the distributor's own.
    case low
    /// Only the brand's pool has any.
    case pool
    case out

    static let lowCases: Int64 = 3

    /// - Parameters:
    ///   - ownUnits: Free in the distributor's warehouses.
    ///   - brandUnits: What the distributor may call on of the brand's.
    package init(ownUnits: Int64, brandUnits: Int64, unitsPerCase: Int64) {
        if ownUnits >= Self.lowCases * unitsPerCase {
            self = .inStock
        } else if ownUnits > 0 {
            self = .low
        } else {
            self = brandUnits > 0 ? .pool : .out
        }
    }
}
