/// Phase 5: one coupon of a category, within stacking groups as thresholds; one that doesn't stand beside others (`joint` false) is taken
/// alone where it gives more than all the others together.
extension PricingRun {
    mutating func giveCoupons() {
        let numbers = open(.coupon)
        guard !numbers.isEmpty else { return }
        beginPhase()
        var joint: [Award] = []
        var single: [Award] = []
        for number in numbers {
            guard let award = couponAward(number), let tried = tryAlone(award) else { continue }
            if tried.joint { joint.append(tried) } else { single.append(tried) }
        }
        let verdict = Stacking.verdict(on: joint)
        if let best = Self.best(single) {
            if best.aloneFen > togetherFen(verdict.kept) {
                for award in joint + single where award.number != best.number { rule(out: award.number, excludedBy: best.number) }
                give(best)
                return
            }
            let first = verdict.kept[0].number
            for award in single { rule(out: award.number, excludedBy: first) }
        }
        for (number, other) in verdict.excluded { rule(out: number, excludedBy: other) }
        for award in verdict.kept { give(award) }
    }

    private mutating func couponAward(_ number: Int) -> Award? {
        guard case .coupon(let coupon) = component(number) else { return nil }
        let fen = basisFen(of: number)
        guard fen >= coupon.minFen else {
            rule(out: number, .belowThreshold)
            return nil
        }
        let offFen =
            switch coupon.off {
            case .fen(let offFen): offFen
            case .bps(let offBps, let maxFen): min(fen.share(bps: offBps), maxFen ?? .max)
            }
        return Award(
            number: number, priority: cases[number].priority, stacking: stacking(number), reward: .money(parts: parts(of: min(offFen, fen), number)),
            category: coupon.category, joint: coupon.joint)
    }

    private static func best(_ awards: [Award]) -> Award? {
        awards.max { left, right in
            guard left.aloneFen == right.aloneFen else { return left.aloneFen < right.aloneFen }
            guard left.priority == right.priority else { return left.priority < right.priority }
            return left.number > right.number
        }
    }

    /// What they give together; they share the room that guards leave.
    private func togetherFen(_ awards: [Award]) -> Int64 {
        var rooms = segments.map(\.headroomFen)
        var sum: Int64 = 0
        for award in awards {
            guard case .money(let parts) = award.reward else { continue }
            for index in rooms.indices {
                let fen = min(parts[index], rooms[index])
                rooms[index] -= fen
                sum += fen
            }
        }
        return sum
    }
}
