/// When the bottles of a lot were made, and the last day on which they may be sold.
package struct LotDates: Hashable, Sendable {
    /// Days outside these years are slips of the pen.
    package static let years = 1900...2999

    package let productionDate: CalendarDay?
    /// Nil: they keep for ever.
    package let bestBefore: CalendarDay?

    package init(productionDate: CalendarDay? = nil, bestBefore: CalendarDay? = nil) {
        self.productionDate = productionDate
        self.bestBefore = bestBefore
    }

    /// The dates of what was made on a day: best before what is said, otherwise as long after that day as the SKU keeps.
    package init(productionDate: CalendarDay, bestBefore: CalendarDay?, shelfLifeDays: Int?) {
        self.init(productionDate: productionDate, bestBefore: bestBefore ?? shelfLifeDays.map { productionDate.adding(days: $0) })
    }
}

/// The bottles of one lot in one row of stock. Those of a level's lots add up to its `onHand`.
package struct StockLot: Equatable, Sendable {
    /// Nil: bottles of which nobody said what lot they are of. They have no dates.
    package let code: Code?
    package let dates: LotDates
    package var onHand: Int64
    /// Of them those that are assigned to picked shipments and haven't left yet.
    package var picked: Int64

    package init(code: Code?, dates: LotDates = LotDates(), onHand: Int64 = 0, picked: Int64 = 0) {
        self.code = code
        self.dates = dates
        self.onHand = onHand
        self.picked = picked
    }

    /// What no picked shipment has.
    package var freeUnits: Int64 { max(0, onHand - picked) }

    /// Whether its last day is over.
    package func isPast(on day: CalendarDay) -> Bool {
        dates.bestBefore.map { $0 < day } ?? false
    }

    /// The order in which lots are used up: what expires first goes first, of that the older one; what has no date goes last.
    package static func goesBefore(_ left: StockLot, _ right: StockLot) -> Bool {
        left.rank < right.rank
    }

    private var rank: (Int, Int, String) {
        (dates.bestBefore?.daysSince1970 ?? .max, dates.productionDate?.daysSince1970 ?? .max, code?.text ?? "")
    }
}
