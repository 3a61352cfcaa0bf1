/// What a line would cost by one campaign: its units apart by what is taken off them.
private struct LineOffer {
    struct Part {
        var units: Int64
        var offFen: Int64
    }

    var parts: [Part] = []
    /// Units of its quota.
    var quotaUnits: Int64 = 0
    var cut: PricingReason?
    /// Why it offers nothing.
    var reason: PricingReason?

    var offFen: Int64 { parts.reduce(0) { $0 + $1.offFen } }
}

extension PricingSheet {
    /// Phase 2: on each line one winner, the highest priority, then the lowest net, then the lowest id; lines in their order, so that they
    /// share quotas. A campaign whose lines together are beyond its money is taken out, and the lines are decided again without it.
    mutating func priceLines() {
        var racing = open(.linePrice)
        while !racing.isEmpty {
            let decided = decide(among: racing)
            let beyond = racing.filter { entry in
                let sum = decided.reduce(0) { $1.winner == entry ? $0 + $1.offer.offFen : $0 }
                guard let reason = entries[entry].room.refusal(of: sum) else { return false }
                entries[entry].close(reason)
                return true
            }
            guard beyond.isEmpty else {
                racing.removeAll { beyond.contains($0) }
                continue
            }
            settle(decided, among: racing)
            return
        }
    }

    private struct Decision {
        let line: Int
        let winner: Int
        let offer: LineOffer
    }

    private func decide(among racing: [Int]) -> [Decision] {
        var rooms = entries.map(\.room)
        var decided: [Decision] = []
        for line in lines.indices {
            var best: Decision?
            for entry in racing where entries[entry].lines.contains(line) {
                let offer = offer(entry, line, rooms[entry])
                guard offer.offFen > 0 else { continue }
                let candidate = Decision(line: line, winner: entry, offer: offer)
                // Entries are in order of id, so of equals the first stays.
                if let current = best {
                    let (mine, other) = (entries[entry].stacking.priority, entries[current.winner].stacking.priority)
                    guard mine > other || mine == other && offer.offFen > current.offer.offFen else { continue }
                }
                best = candidate
            }
            guard let best else { continue }
            rooms[best.winner].units -= best.offer.quotaUnits
            rooms[best.winner].buyerUnits -= best.offer.quotaUnits
            decided.append(best)
        }
        return decided
    }

    private mutating func settle(_ decided: [Decision], among racing: [Int]) {
        // Decisions are in line order, as the segments are.
        var rest = decided[...]
        var priced: [PricingSegment] = []
        priced.reserveCapacity(segments.count * 2)
        for segment in segments {
            guard let decision = rest.first, decision.line == segment.line else {
                priced.append(segment)
                continue
            }
            rest = rest.dropFirst()
            for part in decision.offer.parts where part.units > 0 {
                var segment = Self.untouched(lines[decision.line], at: decision.line, units: part.units)
                segment.take(part.offFen, for: decision.winner)
                priced.append(segment)
            }
            if let cut = decision.offer.cut { entries[decision.winner].reason = cut }
        }
        segments = priced
        for entry in racing where !decided.contains(where: { $0.winner == entry }) {
            let offers = entries[entry].lines.map { (line: $0, offer: offer(entry, $0, entries[entry].room)) }
            if let lost = offers.first(where: { $0.offer.offFen > 0 }), let winner = decided.first(where: { $0.line == lost.line }) {
                entries[entry].close(.excludedBy, by: winner.winner)
            } else {
                entries[entry].close(offers.lazy.compactMap(\.offer.reason).first ?? .notCheaper)
            }
        }
        for entry in racing { entries[entry].isOpen = false }
    }

    private func offer(_ entry: Int, _ line: Int, _ room: PricingRoom) -> LineOffer {
        switch entries[entry].component {
        case .flashSale(let sale): limited(to: sale.priceFen, line, room)
        case .groupBuy(let buy): limited(to: buy.priceFen, line, room)
        case .tiered(let tiered): stepped(tiered, line)
        case .nearExpiry(let clearance): cleared(clearance, line, room)
        default: LineOffer()
        }
    }

    /// A price for as many units as there are left, the rest at the list price.
    private func limited(to priceFen: Int64, _ index: Int, _ room: PricingRoom) -> LineOffer {
        let line = lines[index]
        var offer = LineOffer()
        let units = min(line.units, room.units, room.buyerUnits)
        guard units > 0 else {
            offer.reason = room.units <= 0 ? .quotaSpent : .limitReached
            return offer
        }
        offer.quotaUnits = units
        add(units, at: priceFen, of: index, to: &offer)
        if units < line.units { offer.parts.append(.init(units: line.units - units, offFen: 0)) }
        return offer
    }

    /// Adds units at a price, raised to the least there may be.
    private func add(_ units: Int64, at priceFen: Int64, of index: Int, to offer: inout LineOffer) {
        let line = lines[index]
        let least = max(line.floorPriceFen, line.marginFloorFen ?? 0)
        if priceFen < least { offer.cut = guarding(line: index) }
        let off = max(0, line.unitPriceFen - max(priceFen, least))
        if off == 0 { offer.reason = priceFen < least ? guarding(line: index) : .notCheaper }
        offer.parts.append(.init(units: units, offFen: units * off))
    }

    private func stepped(_ tiered: Tiered, _ index: Int) -> LineOffer {
        let line = lines[index]
        var offer = LineOffer()
        guard let reached = tiered.tiers.last(where: { $0.fromUnits <= line.units }) else {
            offer.reason = .belowThreshold
            return offer
        }
        if tiered.mode == .whole {
            add(line.units, at: reached.fen, of: index, to: &offer)
            return offer
        }
        // The unit with number n is in the highest tier with fromUnits ≤ n.
        if let first = tiered.tiers.first, first.fromUnits > 1 { offer.parts.append(.init(units: first.fromUnits - 1, offFen: 0)) }
        for (place, tier) in tiered.tiers.enumerated() where tier.fromUnits <= line.units {
            let end = place + 1 < tiered.tiers.count ? min(line.units, tiered.tiers[place + 1].fromUnits - 1) : line.units
            add(end - tier.fromUnits + 1, at: tier.fen, of: index, to: &offer)
        }
        return offer
    }

    private func cleared(_ clearance: NearExpiry, _ index: Int, _ room: PricingRoom) -> LineOffer {
        let line = lines[index]
        var offer = LineOffer()
        let today = request.at.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970
        var left = line.units
        var quota = min(room.units, room.buyerUnits)
        for lot in line.lots where left > 0 && quota > 0 {
            let daysLeft = Int64(lot.bestBefore.daysSince1970 - today)
            let units = min(left, lot.units, quota)
            guard daysLeft >= 0, units > 0, clearance.lots?.contains(lot.lot) ?? true,
                let band = clearance.bands.last(where: { daysLeft <= $0.daysLeft })
            else { continue }
            let amount = units * line.unitPriceFen
            let wanted = amount.share(bps: band.offBps)
            let most = max(0, amount - units * max(line.floorPriceFen, line.marginFloorFen ?? 0))
            if wanted > most { offer.cut = guarding(line: index) }
            offer.parts.append(.init(units: units, offFen: min(wanted, most)))
            offer.quotaUnits += units
            left -= units
            quota -= units
        }
        if offer.parts.isEmpty { offer.reason = .noLots } else if offer.offFen == 0 { offer.reason = offer.cut }
        if left > 0 { offer.parts.append(.init(units: left, offFen: 0)) }
        return offer
    }
}
