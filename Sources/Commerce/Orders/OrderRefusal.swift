/// Why an order is refused. Nothing of it is kept but the answer under its idempotency key.
package enum OrderRefusal: Refusal, Equatable {
    /// What can be had of a line that can't be filled whole.
    package struct Shortfall: Equatable, Sendable {
        package let line: Int
        package let wantedUnits: Int64
        package let availableUnits: Int64
        /// Whether there may be more than is told (`ToldUnits`).
        package let isAtLeast: Bool

        package init(line: Int, wantedUnits: Int64, availableUnits: Int64, isAtLeast: Bool = false) {
            self.isAtLeast = isAtLeast
            self.line = line
            self.wantedUnits = wantedUnits
            self.availableUnits = availableUnits
        }
    }

    /// A line that asks beyond its buyer's allocation of a scarce SKU.
    package struct OverAllocation: Equatable, Sendable {
        package let line: Int
        package let allowedUnits: Int64

        package init(line: Int, allowedUnits: Int64) {
            self.line = line
            self.allowedUnits = allowedUnits
        }
    }

    case outOfStock([Shortfall])
    case creditExceeded(shortByFen: Int64)
    /// It should take more stored value than there is.
    case storedValueExceeded(availableFen: Int64)
    /// It should take points that it can't.
    case points(PointsRefusal)
    case allocationExceeded([OverAllocation])
    case organizationSuspended
    /// Lines beyond what the store's own sales let it order. Never empty.
    case supplyCap([SupplyCap.Excess])
    /// Only money pays what is sold in advance.
    case tenderForAdvance
    /// The distributor has closed its storefront.
    case storefrontClosed
    /// It comes to less than the storefront sells for.
    case belowMinimum(minOrderFen: Int64, totalFen: Int64)
    /// It comes to more than the buyer was told.
    case priceChanged(expectedTotalFen: Int64, totalFen: Int64)
    /// It joins a group buy, and can't.
    case group(GroupBuyRefusal)
    /// It sends what a draw won, and there is nothing to send.
    case draw(DrawRefusal)
    /// It follows a suggestion that is no longer open.
    case suggestion(ReplenishmentRefusal)
    /// Faults of the lines themselves: unknown SKUs, outside the assortment, no whole cases, amounts beyond what can be counted; and of what
    /// the order says besides. Never empty.
    case lines([Fault])
    case noPlace
    case plan(String)

    package var reason: Reason {
        switch self {
        case .outOfStock(let shortfalls):
            Reason(
                .conflict, "OUT_OF_STOCK", "Not everything that was ordered is free.",
                faults: shortfalls.map {
                    Fault(
                        "/lines/\($0.line)/quantity", "OUT_OF_STOCK", "\($0.isAtLeast ? "At least " : "")\($0.availableUnits) of \($0.wantedUnits) bottles are free.",
                        figures: [Figure("available", $0.availableUnits)])
                })
        case .creditExceeded(let shortByFen):
            Reason(
                .conflict, "CREDIT_EXCEEDED", "Balance and credit limit don't cover this order.",
                figures: [Figure("shortByFen", shortByFen)])
        case .storedValueExceeded(let availableFen):
            Reason(
                .conflict, "STORED_VALUE_EXCEEDED", "There isn't so much stored value.",
                faults: [
                    Fault(
                        "/tender/storedValueFen", "STORED_VALUE_EXCEEDED", "\(availableFen) fen are stored.", figures: [Figure("availableFen", availableFen)])
                ],
                figures: [Figure("availableFen", availableFen)])
        case .allocationExceeded(let lines):
            Reason(
                .conflict, "ALLOCATION_EXCEEDED", "A scarce product is ordered beyond the allocation.",
                faults: lines.map {
                    Fault(
                        "/lines/\($0.line)/quantity", "ALLOCATION_EXCEEDED", "\($0.allowedUnits) bottles are left of the allocation.",
                        figures: [Figure("allowedUnits", $0.allowedUnits)])
                },
                figures: lines.first.map { [Figure("allowedUnits", $0.allowedUnits)] } ?? [])
        case .organizationSuspended:
            Reason(.conflict, "ORGANIZATION_SUSPENDED", "The buyer, or an organisation above it, is suspended and can't order.")
        case .supplyCap(let lines): SupplyCap.reason(lines)
        case .tenderForAdvance:
            Reason(.conflict, "TENDER_NOT_FOR_ADVANCE", "What is sold in advance is paid in money alone, deposit and balance.")
        case .storefrontClosed:
            Reason(.conflict, "STOREFRONT_CLOSED", "The storefront is closed at present.")
        case .belowMinimum(let minOrderFen, let totalFen):
            Reason(
                .conflict, "BELOW_MINIMUM_ORDER", "The storefront takes no order below \(minOrderFen) fen.",
                figures: [Figure("minOrderFen", minOrderFen), Figure("totalFen", totalFen)])
        case .priceChanged(let expectedTotalFen, let totalFen):
            Reason(
                .conflict, "PRICE_CHANGED", "The order comes to more than expected.",
                faults: [
                    Fault(
                        "/expectedTotalFen", "PRICE_CHANGED", "The order comes to \(totalFen) fen now.", figures: [Figure("totalFen", totalFen)])
                ],
                figures: [Figure("expectedTotalFen", expectedTotalFen), Figure("totalFen", totalFen)])
        case .group(let refusal): refusal.reason
        case .draw(let refusal): refusal.reason
        case .suggestion(let refusal): refusal.reason
        case .points(let refusal): refusal.reason
        case .lines(let faults):
            .invalid(faults) ?? Reason(.invalid, "INVALID_REQUEST", "The lines can't be ordered.")
        case .noPlace:
            Reason(
                .invalid, "SHIP_TO_MISSING", "The distributor has no place on file; say where to ship.",
                faults: [Fault("/shipTo", "SHIP_TO_MISSING", "latitude and longitude are needed.")])
        case .plan(let detail):
            Reason(.invalid, "OUT_OF_RANGE", detail, faults: [Fault("/lines", "OUT_OF_RANGE", detail)])
        }
    }
}
