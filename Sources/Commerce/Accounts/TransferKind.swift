/// Why money moved on a distributor's account.
package enum TransferKind: String, CaseIterable, Sendable {
    /// Paid in: cash → prepaid.
    case deposit
    /// A shipment left: prepaid → sales.
    case sale
    /// Goods came back: sales → prepaid.
    case refund
    /// Money was won in a draw: sales → prepaid.
    case reward
    /// Blind boxes were bought: prepaid → sales.
    case box
    /// The deposit of an advance order that its buyer gave up: prepaid → sales.
    case forfeit
}
