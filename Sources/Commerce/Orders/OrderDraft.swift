/// What a buyer asks for, checked for itself: between 1 and 1,000 lines, quantities between 1 and 1,000,000.
package struct OrderDraft: Sendable, Equatable {
    package static let maxLines = 1000
    package static let maxQuantity: Int64 = 1_000_000
    package static let maxCoupons = 10

    package struct Line: Sendable, Equatable {
        package let sku: Code
        package let quantity: Int64
        package let unit: OrderUnit

        package init(sku: Code, quantity: Int64, unit: OrderUnit) {
            self.sku = sku
            self.quantity = quantity
            self.unit = unit
        }
    }

    /// Who buys; nil: the caller itself.
    package let distributor: Code?
    /// Where it goes; nil: to the distributor's own place.
    package let shipTo: Coordinates?
    package let lines: [Line]
    package let allowPartial: Bool?
    package let allowBackorder: Bool
    package let note: String?
    /// What the buyer was told that it comes to: a dearer total is refused.
    package let expectedTotalFen: Int64?
    /// Codes of coupons that the buyer presents.
    package let coupons: [Code]
    package let tender: Tender

    package init(
        distributor: Code?, shipTo: Coordinates?, lines: [Line], allowPartial: Bool?, allowBackorder: Bool, note: String?,
        expectedTotalFen: Int64? = nil, coupons: [Code] = [], tender: Tender = .money
    ) {
        self.distributor = distributor
        self.shipTo = shipTo
        self.lines = lines
        self.allowPartial = allowPartial
        self.allowBackorder = allowBackorder
        self.note = note
        self.expectedTotalFen = expectedTotalFen
        self.coupons = coupons
        self.tender = tender
    }
}

/// What a line counts in.
package enum OrderUnit: String, CaseIterable, Sendable {
    case `case`
    case bottle
}
