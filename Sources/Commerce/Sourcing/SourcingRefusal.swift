/// Why a problem can't be planned at all.
package enum SourcingRefusal: Error, Equatable, Sendable {
    /// A cost or a sum is beyond what can be counted.
    case overflow
    /// The same SKU with different weights on two lines.
    case differentGrams(sku: Int32)
}
