/// Why money moved on a distributor's account, or on a store's with its distributor.
package enum TransferKind: String, CaseIterable, Sendable {
    /// Paid in: cash → prepaid.
    case deposit
    /// A shipment left: prepaid → sales.
    case sale
    /// Goods came back: sales → prepaid.
    case refund
    /// Money was won in a draw: sales → prepaid.
    case reward
    /// What earned a prize came back, and its money goes back: prepaid → sales.
    case rewardReversal
    /// Blind boxes were bought: prepaid → sales.
    case box
    /// Goods of the brand's left for a store: its distributor's prepaid → sales.
    case supply
    /// They came back: sales → the distributor's prepaid.
    case supplyRefund
    /// A period's rebate: sales → prepaid.
    case rebate
}
