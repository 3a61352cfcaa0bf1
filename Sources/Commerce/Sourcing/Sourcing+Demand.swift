extension Sourcing {
    /// What is wanted per SKU, the lines of one SKU merged. SKUs are numbered as in the problem's `skus`.
    struct Demand {
        /// Wanted units per SKU.
        private(set) var units: [Int64]
        private(set) var gramsPerUnit: [Int64]
        private(set) var packUnits: [Int64]
        /// The SKU of each of the problem's lines.
        private(set) var skuOfLine: [Int]
        /// The problem's lines in the order of their `line`, equal ones as they come.
        private(set) var lineOrder: [Int]
        private(set) var totalUnits: Int64 = 0

        /// More units than this aren't counted with.
        static let mostUnits: Int64 = 1 << 48

        init(_ problem: SourcingProblem) throws(SourcingRefusal) {
            let count = problem.skus.count
            units = [Int64](repeating: 0, count: count)
            gramsPerUnit = [Int64](repeating: -1, count: count)
            packUnits = [Int64](repeating: 1, count: count)
            skuOfLine = []
            skuOfLine.reserveCapacity(problem.lines.count)
            var next = 0
            var ordered = true
            var last = Int.min
            for line in problem.lines {
                guard line.units >= 0, line.gramsPerUnit >= 0, line.packUnits >= 1 else { throw .impossibleLine(line: line.line) }
                // Lines usually come as the SKUs do.
                if next >= count || problem.skus[next] != line.sku {
                    guard let found = problem.skus.firstIndex(of: line.sku) else { throw .impossibleLine(line: line.line) }
                    next = found
                }
                if gramsPerUnit[next] < 0 {
                    gramsPerUnit[next] = line.gramsPerUnit
                    packUnits[next] = line.packUnits
                }
                guard gramsPerUnit[next] == line.gramsPerUnit else { throw .differentGrams(sku: line.sku) }
                guard packUnits[next] == line.packUnits else { throw .differentPacks(sku: line.sku) }
                guard line.units <= Self.mostUnits - totalUnits else { throw .overflow }
                units[next] += line.units
                totalUnits += line.units
                skuOfLine.append(next)
                next += 1
                if line.line < last { ordered = false }
                last = line.line
            }
            lineOrder = Array(problem.lines.indices)
            if !ordered {
                lineOrder.sort { (problem.lines[$0].line, $0) < (problem.lines[$1].line, $1) }
            }
        }

        var skuCount: Int { units.count }

        /// The SKUs in the order of their first line: ties between plans are decided SKU by SKU in this order.
        var skuOrder: [Int] {
            var seen = [Bool](repeating: false, count: skuCount)
            return lineOrder.compactMap { line in
                let sku = skuOfLine[line]
                guard !seen[sku] else { return nil }
                seen[sku] = true
                return sku
            }
        }
    }
}
