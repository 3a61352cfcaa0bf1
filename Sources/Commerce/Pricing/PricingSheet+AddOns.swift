extension PricingSheet {
    /// Phase 6: who has bought enough pays less for so many units of a line of its own.
    ///
    /// Its own floor doesn't hold an add-on's price up. What is given away with it counts as a discount of the goods that earn it, which must stay
    /// above their least price.
    mutating func addOn() {
        for entry in open(.addOn).sorted(by: { goes($0, before: $1) }) {
            guard case .addOn(let addOn) = entries[entry].component else { continue }
            let qualifying = segments(of: entry)
            let measure = addOn.qualifier.measured(
                fen: qualifying.reduce(0) { $0 + segments[$1].fen }, units: qualifying.reduce(0) { $0 + segments[$1].units })
            guard measure >= addOn.qualifier.amount else {
                entries[entry].close(.belowThreshold)
                continue
            }
            let lineSegments = segments.indices.filter { lines[segments[$0].line].sku == addOn.sku }
            guard !lineSegments.isEmpty else {
                entries[entry].close(.addOnNotChosen)
                continue
            }
            take(addOn, entry, atMost: min(measure / max(1, addOn.ratio), addOn.maxUnits), from: lineSegments, qualifying)
        }
    }

    private mutating func take(_ addOn: AddOn, _ entry: Int, atMost allowed: Int64, from candidates: [Int], _ qualifying: [Int]) {
        let free = candidates.filter { segments[$0].addOn == nil }
        // A price that can't be counted for so many units is above whatever they cost.
        let dear = free.filter { index in addOn.addOnFen.multiplied(by: segments[index].units).map { $0 < segments[index].fen } ?? false }
        guard allowed > 0, !dear.isEmpty else {
            let other = free.isEmpty ? candidates.compactMap { segments[$0].addOn }.first : nil
            return entries[entry].close(allowed <= 0 ? .belowThreshold : other == nil ? .notCheaper : .excludedBy, by: other)
        }
        let most = min(allowed, dear.reduce(0) { $0 + segments[$1].units })
        let weights = qualifying.map { segments[$0].fen }
        let rooms = qualifying.map { segments[$0].headroomFen }
        // Goods that cost nothing any more can't bear anything either; divided by nothing it would seem to fit.
        let units = weights.allSatisfy({ $0 == 0 }) ? 0 : Self.largest(upTo: most) { units in
            zip(LargestRemainder.split(offFen(units, of: dear, to: addOn.addOnFen), by: weights), rooms).allSatisfy { $0 <= $1 }
        }
        let off = offFen(units, of: dear, to: addOn.addOnFen)
        let cut = units < most ? qualifying.first.map { guarding(line: segments[$0].line) } : nil
        guard units > 0, off > 0 else { return entries[entry].close(cut ?? .notCheaper) }
        if let reason = entries[entry].room.refusal(of: off) { return entries[entry].close(reason) }

        for (index, part) in zip(qualifying, LargestRemainder.split(off, by: weights)) { segments[index].earnedFen += part }
        var left = units
        var taken: [PricingSegment] = []
        for index in dear where left > 0 {
            let line = segments[index].line
            var part = segments[index].split(min(left, segments[index].units), unitPriceFen: lines[line].unitPriceFen)
            left -= part.units
            part.addOn = entry
            part.take(part.fen - addOn.addOnFen * part.units, for: entry)
            taken.append(part)
        }
        segments.removeAll { $0.units == 0 }
        segments.append(contentsOf: taken)
        segments.sort { $0.line < $1.line }
        entries[entry].isOpen = false
        entries[entry].reason = cut
    }

    /// What so many units, the first ones first, cost less as add-ons.
    private func offFen(_ units: Int64, of dear: [Int], to addOnFen: Int64) -> Int64 {
        var left = units
        var off: Int64 = 0
        for index in dear where left > 0 {
            var segment = segments[index]
            let count = min(left, segment.units)
            let part = count == segment.units ? segment : segment.split(count, unitPriceFen: lines[segment.line].unitPriceFen)
            off += part.fen - addOnFen * count
            left -= count
        }
        return off
    }
}

extension Threshold.Measure {
    var amount: Int64 {
        switch self {
        case .fen(let fen): fen
        case .units(let units): units
        }
    }

    func measured(fen: Int64, units: Int64) -> Int64 {
        if case .fen = self { fen } else { units }
    }
}
