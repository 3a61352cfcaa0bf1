/// Why no plan can be made at all. Too little stock is no refusal: the plan then has shortfalls.
package enum SourcingRefusal: Refusal, Equatable {
    /// A cost could leave the range of whole nano-fen in Int64: the dearest conceivable plan of what can be had comes to more than 2^61 of them, some 23
    /// million yuan, or more than 2^48 units are wanted.
    case overflow
    /// Two lines of one SKU weigh differently.
    case differentGrams(sku: Int32)
    /// Two lines of one SKU come in different cases.
    case differentPacks(sku: Int32)
    /// The line (the caller's index) has negative units, a negative weight or cases of less than one unit.
    case impossibleLine(line: Int)
    /// The warehouse is at a negative distance.
    case impossibleSource(warehouse: Int32)

    package var reason: Reason {
        switch self {
        case .overflow:
            Reason(.invalid, "SOURCING_OVERFLOW", "The order is too large to be costed.")
        case .differentGrams(let sku):
            Reason(
                .invalid, "SOURCING_DIFFERENT_GRAMS", "Lines of one SKU have different weights.",
                figures: [Figure("sku", Int64(sku))])
        case .differentPacks(let sku):
            Reason(
                .invalid, "SOURCING_DIFFERENT_PACKS", "Lines of one SKU have different case sizes.",
                figures: [Figure("sku", Int64(sku))])
        case .impossibleLine(let line):
            Reason(
                .invalid, "SOURCING_IMPOSSIBLE_LINE", "A line's units, weight or case size is impossible.",
                figures: [Figure("line", Int64(line))])
        case .impossibleSource(let warehouse):
            Reason(
                .invalid, "SOURCING_IMPOSSIBLE_SOURCE", "A warehouse is at an impossible distance.",
                figures: [Figure("warehouse", Int64(warehouse))])
        }
    }
}
