/// Why the bottles of a stock row changed. The first three are asked for; despatches and returns follow from orders.
package enum MovementKind: String, CaseIterable, Sendable {
    /// Came from outside the brand.
    case receipt
    /// Found to be more or fewer than booked.
    case adjustment
    /// Went from one warehouse to another; what leaves one arrives at the other in the same moment.
    case transfer
    /// Left with a shipment.
    case despatch
    /// Came back with a return.
    case `return`

    package static let requestable: [MovementKind] = [.receipt, .adjustment, .transfer]
}
