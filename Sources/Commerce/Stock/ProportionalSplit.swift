/// Splits what there is among those who want it, in proportion to what each wants, in whole units, by largest remainder (Hamilton's
/// method): everyone gets its exact share rounded down, and the units left over go one each to the largest fractions cut off,
/// between equal ones to the lower code. So wanted 3, 3, 3 with three there gives 1, 1, 1.
package enum ProportionalSplit {
    package struct Claim: Equatable, Sendable {
        package let code: Code
        /// Below zero counts as nothing.
        package let wantedUnits: Int64

        package init(_ code: Code, wantedUnits: Int64) {
            self.code = code
            self.wantedUnits = wantedUnits
        }
    }

    /// - Returns: the units of each claim, in the order of `claims`. Nobody gets more than it wants, and together they get the lesser of
    ///   `totalUnits` and all that is wanted. Exact for every Int64.
    package static func split(_ totalUnits: Int64, among claims: [Claim]) -> [Int64] {
        let wanted = claims.map { UInt128(max(0, $0.wantedUnits)) }
        let wantedTogether = wanted.reduce(0, +)
        let total = UInt128(max(0, totalUnits))
        guard total < wantedTogether else { return wanted.map { Int64($0) } }

        // Both factors are below 2⁶³, so the products fit into 128 bits.
        let exact = wanted.map { ($0 * total).quotientAndRemainder(dividingBy: wantedTogether) }
        var units = exact.map { Int64($0.quotient) }
        let leftOver = total - exact.reduce(0) { $0 + $1.quotient }
        let byRemainder = claims.indices.sorted {
            (exact[$1].remainder, claims[$0].code, $0) < (exact[$0].remainder, claims[$1].code, $1)
        }
        // A claim of nothing has no remainder, and there are more remainders than units left over: none of these gets too much.
        for claim in byRemainder.prefix(Int(leftOver)) {
            units[claim] += 1
        }
        return units
    }
}
