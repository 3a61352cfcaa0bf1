/// What a buyer asks to pay an order with besides money. No discount: the order comes to the same, less of it is held on the prepaid account.
package struct Tender: Equatable, Sendable {
    /// At most so much of the stored value; of a total that is lower, only the total. What points pay goes first.
    package let storedValueFen: Int64
    /// So many points, neither less nor more.
    package let points: Int64
    /// Whose programme they are of; nil: of the region's, and of headquarters' where that has none.
    package let pointsOwner: Code?

    /// All of it in money.
    package static let money = Tender()

    package init(storedValueFen: Int64 = 0, points: Int64 = 0, pointsOwner: Code? = nil) {
        self.storedValueFen = storedValueFen
        self.points = points
        self.pointsOwner = pointsOwner
    }

    package var isMoneyAlone: Bool { storedValueFen == 0 && points == 0 }

    package static func read(_ form: inout ObjectForm) -> Tender {
        Tender(
            storedValueFen: form.optionalInt("storedValueFen", 0...Int64.max) ?? 0, points: form.optionalInt("points", 0...Int64.max) ?? 0,
            pointsOwner: form.optionalCode("pointsOwner"))
    }
}
