package import Commerce

/// An order as its buyer sees it.
package struct OrderView: Sendable {
    package struct Line: Sendable {
        package let line: Int
        package let sku: Code
        package let unit: OrderUnit
        package let quantity: Int64
        package let units: Int64
        package let unitPriceFen: Int64
        package let discountFen: Int64
        package let backorderedUnits: Int64
        /// Units that will never come: cut off, cancelled or shorted.
        package let cancelledUnits: Int64
        /// The campaign that gives it away; nil for what was asked for.
        package let givenBy: Code?
        package let allocations: [Allocation]

        /// What the line comes to: units that weren't cut or cancelled, at their price.
        package var amountFen: Int64 { (units - cancelledUnits) * unitPriceFen }
    }

    package struct Allocation: Sendable {
        package let shipment: ShipmentID
        package let warehouse: Code
        package let source: StockClass
        package let tier: SourcingTier
        package let units: Int64
    }

    package struct Shipment: Sendable {
        package let id: ShipmentID
        package let number: String
        package let warehouse: Code
        package let status: ShipmentStatus
        package let distanceMetres: Int64
        package let promisedAt: Instant
    }

    package struct Sourcing: Sendable {
        package let optimal: Bool
        package let costFen: Int64
        package let gapFen: Int64
        package let policyVersion: Int
    }

    package let id: OrderID
    package let number: String
    package let status: OrderStatus
    package let distributor: Code
    /// Who buys from the distributor; nil when it is the distributor that buys from the brand.
    package let store: Code?
    package let placedAt: Instant
    /// When the last shipment is promised; nil while nothing is on its way.
    package let promisedAt: Instant?
    package let subtotalFen: Int64
    package let discountFen: Int64
    package let totalFen: Int64
    package let note: String?
    package let lines: [Line]
    /// Those that anything is, or was, sent by; of a cancelled order the cancelled ones.
    package let shipments: [Shipment]
    package let sourcing: Sourcing
    /// How it was priced when it was placed, as JSON: the reason for every fen.
    package let pricing: [UInt8]
    /// The group that it awaits; nil once it doesn't.
    package var groupBuy: GroupBuyView?
    /// What stored value and points pay of it; nil when all of it is paid in money.
    package var tender: TenderView?

    /// What money pays of it.
    package var moneyFen: Int64 { totalFen - (tender?.otherFen ?? 0) }
    /// Its deposit and balance; nil for an order that wasn't sold in advance.
    package var advance: AdvanceView?
}
