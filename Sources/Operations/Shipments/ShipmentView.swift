package import Commerce

/// What one warehouse sends for one order, as its buyer's side and its warehouse's side see it.
package struct ShipmentView: Sendable {
    package struct Line: Sendable {
        /// The order's line.
        package let line: Int
        package let sku: Code
        package let source: StockClass
        package let tier: SourcingTier
        package let units: Int64
    }

    package let id: ShipmentID
    package let number: String
    package let order: OrderID
    package let distributor: Code
    /// The store that buys from the distributor; nil when it is the distributor that buys.
    package let store: Code?
    package let warehouse: Code
    package let status: ShipmentStatus
    package let distanceMetres: Int64
    package let createdAt: Instant
    package let promisedAt: Instant
    package let pickedAt: Instant?
    package let shippedAt: Instant?
    package let deliveredAt: Instant?
    package let cancelledAt: Instant?
    /// What is in it, shorted units left out; nothing when it is cancelled.
    package let lines: [Line]
}
