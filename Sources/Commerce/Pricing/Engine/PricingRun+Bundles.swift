/// Phase 3: units that form a bundle leave their line price for the bundle's. By priority, then by what the bundle alone would save, then
/// by id; each on units that no bundle has yet.
extension PricingRun {
    mutating func formBundles() {
        let numbers = open(.bundle)
        guard !numbers.isEmpty else { return }
        var formed: [(number: Int, bundle: Bundle)] = []
        for alone in contenders(numbers) {
            guard let plan = formed.isEmpty ? alone.plan : self.plan(alone.bundle, of: alone.plan.number), plan.savingFen > 0 else {
                let taker = formed.first { Self.compete($0.bundle, alone.bundle) }
                rule(out: alone.plan.number, excludedBy: taker?.number ?? formed[0].number)
                continue
            }
            if let reason = cases[plan.number].left.refusal(of: plan.givenFen) {
                rule(out: plan.number, reason)
                continue
            }
            form(plan)
            formed.append((plan.number, alone.bundle))
        }
    }

    /// Those that would save something if there were no other, in the order in which they take their units.
    private mutating func contenders(_ numbers: [Int]) -> [(plan: BundlePlan, bundle: Bundle)] {
        var contenders: [(plan: BundlePlan, bundle: Bundle)] = []
        for number in numbers {
            guard case .bundle(let bundle) = component(number), let plan = self.plan(bundle, of: number) else {
                rule(out: number, .belowThreshold)
                continue
            }
            guard plan.savingFen > 0 else {
                rule(out: number, plan.unguardedSavingFen > 0 ? plan.raised ?? .notCheaper : .notCheaper)
                continue
            }
            contenders.append((plan, bundle))
        }
        return contenders.sorted { left, right in
            let (one, other) = (cases[left.plan.number].priority, cases[right.plan.number].priority)
            guard one == other else { return one > other }
            guard left.plan.savingFen == right.plan.savingFen else { return left.plan.savingFen > right.plan.savingFen }
            return left.plan.number < right.plan.number
        }
    }

    private static func compete(_ one: Bundle, _ other: Bundle) -> Bool {
        one.components.contains { component in other.components.contains { $0.sku == component.sku } }
    }

    private mutating func form(_ plan: BundlePlan) {
        cases[plan.number].applied = true
        cases[plan.number].reason = plan.raised
        var next = 0
        var after: [Segment] = []
        after.reserveCapacity(segments.count + plan.pieces.count)
        for (index, segment) in segments.enumerated() {
            guard next < plan.pieces.count, plan.pieces[next].segment == index else {
                after.append(segment)
                continue
            }
            let piece = plan.pieces[next]
            next += 1
            if let priced = segment.number { cases[priced].excludedBy = cases[priced].excludedBy ?? plan.number }
            var taken = Segment(line: segment.line, units: piece.units, unitFen: segment.unitFen, number: plan.number)
            taken.netFen = piece.netFen
            taken.isBundled = true
            after.append(taken)
            guard piece.units < segment.units else { continue }
            var rest = segment
            rest.units -= piece.units
            rest.netFen = segment.net(of: rest.units, guards[segment.line])
            after.append(rest)
        }
        segments = after
    }

    /// What line prices and bundles come to is settled: their shares are written down, and how much room the guards leave from here on.
    mutating func settleUnitPrices() {
        for index in segments.indices {
            let segment = segments[index]
            let unitFen = lines[segment.line].unitPriceFen
            segments[index].headroomFen = max(0, segment.netFen - segment.units * min(unitFen, guards[segment.line].leastFen))
            guard let number = segment.number else { continue }
            record(number, line: segment.line, fen: segment.units * unitFen - segment.netFen, units: segment.units)
        }
        for number in cases.indices where cases[number].phase <= .bundle && cases[number].applied {
            guard cases[number].fen == 0 else {
                cases[number].excludedBy = nil
                continue
            }
            // Bundles took every unit that it had won.
            cases[number].applied = false
            cases[number].reason = .excludedBy
        }
    }
}
