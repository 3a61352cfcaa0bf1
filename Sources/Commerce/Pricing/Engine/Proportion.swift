/// Exact shares of whole fen. Products are 128 bits wide where 64 don't do.
enum Proportion {
    /// `amount × part / whole` rounded down, at most `Int64.max`. Nothing may be negative, and `whole` is at least 1.
    static func of(_ amount: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
        let (product, overflow) = amount.multipliedReportingOverflow(by: part)
        guard overflow else { return product / whole }
        return Int64(clamping: UInt128(amount) * UInt128(part) / UInt128(whole))
    }

    /// Splits `amount` by `weights` by largest remainder: each gets its exact share rounded down, and the fen left over go one each to the
    /// largest fractions cut off, between equal ones to the earlier. A weight of nothing gets nothing.
    ///
    /// - Returns: a part for each weight; together they are `amount`, or nothing where all weights are.
    static func split(_ amount: Int64, by weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(0, +)
        guard amount > 0, whole > 0 else { return [Int64](repeating: 0, count: weights.count) }
        var parts: [Int64] = []
        parts.reserveCapacity(weights.count)
        var cut: [(remainder: Int64, index: Int)] = []
        cut.reserveCapacity(weights.count)
        var given: Int64 = 0
        for (index, weight) in weights.enumerated() {
            guard weight > 0 else {
                parts.append(0)
                continue
            }
            let (part, remainder) = share(amount, weight, whole)
            parts.append(part)
            given += part
            if remainder > 0 { cut.append((remainder, index)) }
        }
        guard given < amount else { return parts }
        cut.sort { $0.remainder == $1.remainder ? $0.index < $1.index : $0.remainder > $1.remainder }
        for fraction in cut.prefix(Int(amount - given)) { parts[fraction.index] += 1 }
        return parts
    }

    private static func share(_ amount: Int64, _ weight: Int64, _ whole: Int64) -> (Int64, Int64) {
        let (product, overflow) = amount.multipliedReportingOverflow(by: weight)
        if !overflow { return (product / whole, product % whole) }
        let (quotient, remainder) = (UInt128(amount) * UInt128(weight)).quotientAndRemainder(dividingBy: UInt128(whole))
        return (Int64(clamping: quotient), Int64(remainder))
    }
}
