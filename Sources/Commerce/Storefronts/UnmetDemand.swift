/// What somebody wanted of a SKU and didn't get, because an order that was refused for want of goods leaves nothing else behind.
package struct UnmetDemand: Equatable, Sendable {
    /// A distributor that asked the brand, or a store that asked its distributor.
    package let buyer: OrganizationID
    package let sku: SKUID
    package let units: Int64

    package init(buyer: OrganizationID, sku: SKUID, units: Int64) {
        self.buyer = buyer
        self.sku = sku
        self.units = units
    }

    /// All that a refused order asked for, its lines of a SKU together, in order of SKU: nothing of it was taken, not even what was there.
    package static func of(_ order: PricedOrder) -> [UnmetDemand] {
        var units: [SKUID: Int64] = [:]
        for line in order.asked { units[line.sku.id, default: 0] += line.units }
        return units.sorted { $0.key < $1.key }.map { UnmetDemand(buyer: order.buyer.organization, sku: $0.key, units: $0.value) }
    }
}
