/// Splits an amount by weights so that the parts add up to it: everyone gets its exact share rounded down, and the fen left over go one
/// each to the largest fractions cut off, between equal ones to the earlier (Hamilton's method).
package enum LargestRemainder {
    /// - Parameters:
    ///   - amount: Not negative.
    ///   - weights: None negative; with their sum 0 nobody gets anything.
    /// - Returns: the parts, in the order of the weights. Exact for every Int64: products are 128 bits wide.
    package static func split(_ amount: Int64, by weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(0 as Int64, +)
        guard amount > 0, whole > 0 else { return [Int64](repeating: 0, count: weights.count) }
        var parts = [Int64](repeating: 0, count: weights.count)
        var remainders = parts
        var left = amount
        for (index, weight) in weights.enumerated() where weight > 0 {
            // Nearly always the product fits, and dividing it is much cheaper then.
            let (product, overflows) = amount.multipliedReportingOverflow(by: weight)
            let (quotient, remainder) =
                overflows ? whole.dividingFullWidth(amount.multipliedFullWidth(by: weight)) : product.quotientAndRemainder(dividingBy: whole)
            parts[index] = quotient
            remainders[index] = remainder
            left -= quotient
        }
        // Fewer are left over than there are remainders above zero.
        while left > 0, let largest = remainders.indices.max(by: { remainders[$0] < remainders[$1] || remainders[$0] == remainders[$1] && $0 > $1 }) {
            parts[largest] += 1
            remainders[largest] = -1
            left -= 1
        }
        return parts
    }
}
