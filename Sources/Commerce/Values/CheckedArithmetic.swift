/// Arithmetic on numbers that came from outside: an overflow is nil, to be refused, never a trap.
extension Int64 {
    package func adding(_ other: Int64) -> Int64? {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? nil : sum
    }

    package func multiplied(by other: Int64) -> Int64? {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? nil : product
    }

    /// `self × bps / 10000` rounded down, for a share of a non-negative amount. Exact for every Int64: the product is 128 bits wide.
    package func share(bps: Int64) -> Int64 {
        let wide = multipliedFullWidth(by: bps)
        return Int64(10_000).dividingFullWidth(wide).quotient
    }

    /// The sum, or the end of the range that it would leave.
    package func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
