extension PricingSheet {
    /// A bundle as it could be formed now.
    private struct Formation {
        let entry: Int
        /// Units taken from each segment.
        let taken: [(segment: Int, units: Int64)]
        /// What the taken units cost afterwards, one for each.
        let fen: [Int64]
        let savingFen: Int64
        /// What the bundle takes off the list price.
        let offFen: Int64
        let cut: PricingReason?
    }

    /// Phase 3: the bundle by priority, then by what it saves, then by id, each on units that no bundle has yet.
    mutating func formBundles() {
        var waiting = open(.bundle)
        while !waiting.isEmpty {
            var formed: Formation?
            for entry in waiting {
                guard let formation = formation(of: entry, within: entries[entry].room) else { continue }
                if let best = formed {
                    let (mine, other) = (entries[entry].stacking.priority, entries[best.entry].stacking.priority)
                    guard mine > other || mine == other && formation.savingFen > best.savingFen else { continue }
                }
                formed = formation
            }
            guard let formed else { return waiting.forEach { refuseBundle($0) } }
            waiting.removeAll { $0 == formed.entry }
            entries[formed.entry].isOpen = false
            apply(formed)
        }
    }

    /// - Parameter room: What it may cost; nil: whatever it does.
    /// - Returns: nil when not one can be formed, when it saves nothing, or when there isn't the money for it.
    private func formation(of entry: Int, within room: PricingRoom?) -> Formation? {
        guard case .bundle(let bundle) = entries[entry].component else { return nil }
        let count = bundles(bundle) { $0.bundle == nil }
        guard count > 0 else { return nil }
        var taken: [(segment: Int, units: Int64)] = []
        for component in bundle.components {
            var needed = count * component.units
            // The dearest first: they gain most. Cross-multiplied, since a segment's units needn't divide its fen.
            let there = segments.indices.filter { segments[$0].bundle == nil && lines[segments[$0].line].sku == component.sku }.sorted {
                let (left, right) = (
                    Int128(segments[$0].fen) * Int128(segments[$1].units), Int128(segments[$1].fen) * Int128(segments[$0].units)
                )
                return left > right || left == right && $0 < $1
            }
            for segment in there where needed > 0 {
                let units = min(needed, segments[segment].units)
                taken.append((segment, units))
                needed -= units
            }
        }
        taken.sort { $0.segment < $1.segment }
        let base = taken.map { $0.units * lines[segments[$0.segment].line].unitPriceFen }
        guard let price = count.multiplied(by: bundle.priceFen) else { return nil }
        let shares = LargestRemainder.split(price, by: base)
        var (before, after, off) = (Int64(0), Int64(0), Int64(0))
        var fen: [Int64] = []
        var cut: PricingReason?
        for (index, part) in taken.enumerated() {
            var copy = segments[part.segment]
            before += part.units == copy.units ? copy.fen : copy.split(part.units, unitPriceFen: lines[copy.line].unitPriceFen).fen
            let least = part.units * segments[part.segment].leastFen
            if shares[index] < least { cut = guarding(line: segments[part.segment].line) }
            fen.append(min(base[index], max(shares[index], least)))
            after += fen[index]
            off += base[index] - fen[index]
        }
        guard after < before else { return nil }
        guard room?.refusal(of: off) == nil else { return nil }
        return Formation(entry: entry, taken: taken, fen: fen, savingFen: before - after, offFen: off, cut: cut)
    }

    /// How many whole bundles the units make.
    private func bundles(_ bundle: Bundle, of isThere: (PricingSegment) -> Bool) -> Int64 {
        bundle.components.map { component in
            segments.reduce(0) { sum, segment in
                isThere(segment) && lines[segment.line].sku == component.sku ? sum + segment.units : sum
            } / component.units
        }.min() ?? 0
    }

    private mutating func apply(_ formation: Formation) {
        var losers: Set<Int> = []
        var formed: [PricingSegment] = []
        for (index, part) in formation.taken.enumerated() {
            let line = segments[part.segment].line
            let taken = segments[part.segment].split(part.units, unitPriceFen: lines[line].unitPriceFen)
            losers.formUnion(taken.marks.map(\.campaign))
            var segment = Self.untouched(lines[line], at: line, units: part.units)
            segment.bundle = formation.entry
            segment.take(segment.fen - formation.fen[index], for: formation.entry)
            formed.append(segment)
        }
        segments.removeAll { $0.units == 0 }
        segments.append(contentsOf: formed)
        segments.sort { $0.line < $1.line }
        entries[formation.entry].reason = formation.cut
        // A line price of which nothing is left.
        for loser in losers where takenFen(by: loser) == 0 { entries[loser].close(.excludedBy, by: formation.entry) }
    }

    private mutating func refuseBundle(_ entry: Int) {
        guard case .bundle(let bundle) = entries[entry].component else { return }
        if bundles(bundle, of: { $0.bundle == nil }) > 0 {
            entries[entry].close(wholeRefusal(of: entry))
        } else if bundles(bundle, of: { _ in true }) > 0,
            let other = segments.first(where: { segment in segment.bundle != nil && bundle.components.contains { $0.sku == lines[segment.line].sku } })?.bundle
        {
            entries[entry].close(.excludedBy, by: other)
        } else {
            entries[entry].close(.belowThreshold)
        }
    }

    /// Why a bundle that could be formed isn't: it saves nothing, unless it is its money that is short.
    private func wholeRefusal(of entry: Int) -> PricingReason {
        guard let formation = formation(of: entry, within: nil) else { return .notCheaper }
        return entries[entry].room.refusal(of: formation.offFen) ?? .notCheaper
    }
}
