/// How often a bundle forms of the units that stand free, which units those are, and what they come to.
struct BundlePlan {
    struct Piece {
        let segment: Int
        let units: Int64
        var baseFen: Int64
        var netFen: Int64
    }

    let number: Int
    /// By segment.
    var pieces: [Piece] = []
    /// Less than before, over all that it changes.
    var savingFen: Int64 = 0
    /// Off the list price.
    var givenFen: Int64 = 0
    /// The guard that raised a piece.
    var raised: PricingReason?
    /// What it would save without guards.
    var unguardedSavingFen: Int64 = 0
}

extension PricingRun {
    /// - Returns: nil when not even one forms.
    func plan(_ bundle: Bundle, of number: Int) -> BundlePlan? {
        var plan = BundlePlan(number: number)
        let components = Self.bySKU(bundle.components)
        let rows = components.map { component in freeSegments(of: component.sku, number) }
        var count = Int64.max
        for (component, row) in zip(components, rows) {
            guard component.units > 0 else { return nil }
            count = min(count, row.reduce(0) { $0 + segments[$1].units } / component.units)
        }
        guard count > 0, count < .max else { return nil }
        for (component, row) in zip(components, rows) {
            var wanted = count * component.units
            for segment in row where wanted > 0 {
                let units = min(wanted, segments[segment].units)
                wanted -= units
                plan.pieces.append(.init(segment: segment, units: units, baseFen: units * listFen(segment), netFen: 0))
            }
        }
        plan.pieces.sort { $0.segment < $1.segment }
        price(&plan, at: count.multiplied(by: max(0, bundle.priceFen)) ?? .max)
        return plan
    }

    private func price(_ plan: inout BundlePlan, at bundlesFen: Int64) {
        let baseFen = plan.pieces.reduce(0) { $0 + $1.baseFen }
        // At or above the list price there is nothing to allocate.
        guard bundlesFen < baseFen else { return }
        let parts = Proportion.split(bundlesFen, by: plan.pieces.map(\.baseFen))
        for place in plan.pieces.indices {
            let piece = plan.pieces[place]
            let segment = segments[piece.segment]
            let least = guards[segment.line]
            let leastFen = piece.units * min(least.leastFen, lines[segment.line].unitPriceFen)
            if parts[place] < leastFen { plan.raised = plan.raised ?? least.reason }
            plan.pieces[place].netFen = max(parts[place], leastFen)
            let before = segment.netFen - segment.net(of: segment.units - piece.units, least)
            plan.savingFen += before - plan.pieces[place].netFen
            plan.unguardedSavingFen += before - parts[place]
            plan.givenFen += piece.baseFen - plan.pieces[place].netFen
        }
    }

    /// The dearest first, so that a bundle saves as much as it can; between equals by line.
    private func freeSegments(of sku: Code, _ number: Int) -> [Int] {
        var found: [Int] = []
        for index in segments.indices where !segments[index].isBundled && scope(number, segments[index].line) {
            if lines[segments[index].line].sku == sku { found.append(index) }
        }
        return found.sorted { left, right in
            let order = Self.compare(segments[left], segments[right])
            return order == 0 ? left < right : order > 0
        }
    }

    /// By what a unit comes to, without dividing.
    private static func compare(_ left: Segment, _ right: Segment) -> Int {
        let one = left.netFen.multipliedFullWidth(by: right.units)
        let other = right.netFen.multipliedFullWidth(by: left.units)
        if one == other { return 0 }
        return one > other ? 1 : -1
    }

    private func listFen(_ segment: Int) -> Int64 { lines[segments[segment].line].unitPriceFen }

    /// Components that name one SKU twice want both.
    private static func bySKU(_ components: [GiftGoods]) -> [GiftGoods] {
        var merged: [GiftGoods] = []
        for component in components {
            if let place = merged.firstIndex(where: { $0.sku == component.sku }) {
                merged[place].units += component.units
            } else {
                merged.append(component)
            }
        }
        return merged
    }
}
