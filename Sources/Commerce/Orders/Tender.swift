/// What a buyer asks to pay an order with besides money. No discount: the order comes to the same, less of it is held on the prepaid account.
package struct Tender: Equatable, Sendable {
    /// At most so much of the stored value; of a total that is lower, only the total.
    package let storedValueFen: Int64

    /// All of it in money.
    package static let money = Tender()

    package init(storedValueFen: Int64 = 0) {
        self.storedValueFen = storedValueFen
    }

    package static func read(_ form: inout ObjectForm) -> Tender {
        Tender(storedValueFen: form.optionalInt("storedValueFen", 0...Int64.max) ?? 0)
    }
}
