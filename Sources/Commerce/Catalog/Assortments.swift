/// Which SKUs the distributors of a region may buy. A region without an entry sells every active central SKU; with one, only those
/// listed. A region's own custom SKUs are always its distributors' to buy, and nobody else's.
package struct Assortments: Sendable {
    package private(set) var listed: [OrganizationID: Set<SKUID>]

    package init(listed: [OrganizationID: Set<SKUID>] = [:]) {
        self.listed = listed
    }

    package func allows(_ sku: SellableSKU, to buyer: OrganizationID) -> Bool {
        guard sku.active, let region = buyer.region else { return false }
        guard sku.owner == .headquarters else { return sku.owner == region }
        return listed[region]?.contains(sku.id) ?? true
    }
}
