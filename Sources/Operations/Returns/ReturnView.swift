package import Commerce

/// Goods that a buyer gives back, or wants to.
package struct ReturnView: Sendable {
    package struct Line: Sendable {
        /// The order's line.
        package let line: Int
        package let sku: Code
        /// Where the units were sent from and go back to.
        package let warehouse: Code
        package let units: Int64
        package let restockedUnits: Int64
        package let quarantinedUnits: Int64
        package let scrappedUnits: Int64
        package let refundFen: Int64

        package var receivedUnits: Int64 { restockedUnits + quarantinedUnits + scrappedUnits }
    }

    package let id: ReturnID
    package let number: String
    package let order: OrderID
    package let distributor: Code
    /// The store that buys from the distributor; nil when it is the distributor that buys.
    package let store: Code?
    package let status: ReturnStatus
    package let reason: String
    package let requestedAt: Instant
    package let decidedAt: Instant?
    /// When goods last came in.
    package let receivedAt: Instant?
    /// What has been paid back so far.
    package let refundFen: Int64
    /// What was kept of it because the goods that stay no longer earn their discount; below zero where an earlier return's is given back.
    package let withheldFen: Int64
    package let lines: [Line]
}
