/// Phase 2: each line goes to one campaign, by priority, then by what the line costs, then by id.
extension PricingRun {
    mutating func decideLinePrices() {
        var prices = open(.linePrice).map(linePrice)
        while true {
            decide(&prices)
            guard let refused = firstRefused(prices) else { break }
            rule(out: prices[refused.place].number, refused.reason)
            prices.remove(at: refused.place)
        }
        for price in prices { conclude(price) }
    }

    private func linePrice(_ number: Int) -> LinePrice {
        let outcome = cases[number]
        let rule: LinePrice.Rule
        switch component(number) {
        case .flashSale(let sale): rule = .limited(priceFen: sale.priceFen)
        case .groupBuy(let group): rule = .limited(priceFen: group.priceFen)
        case .tiered(let tiered): rule = .tiered(tiered.mode, tiered.tiers)
        case .nearExpiry(let clearance):
            rule = .nearExpiry(clearance, today: request.at.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970)
        default: rule = .tiered(.whole, [])
        }
        return LinePrice(number: number, priority: outcome.priority, rule: rule, allowedUnits: min(outcome.left.units, outcome.left.buyerUnits))
    }

    /// Lines in number order, so that it is the first lines that use a quota up.
    private mutating func decide(_ prices: inout [LinePrice]) {
        segments.removeAll(keepingCapacity: true)
        var scratch: [Segment] = []
        var rivals: [Int] = []
        for place in prices.indices { prices[place].startOver() }
        for line in lines.indices where lines[line].units > 0 {
            let start = segments.count
            let baseFen = lines[line].units * lines[line].unitPriceFen
            var winner: (place: Int, offer: LinePrice.Offer)?
            rivals.removeAll(keepingCapacity: true)
            for place in prices.indices where scope(prices[place].number, line) {
                scratch.removeAll(keepingCapacity: true)
                let offer = prices[place].offer(lines[line], at: line, guards[line], into: &scratch)
                prices[place].outcome.reached = prices[place].outcome.reached || offer.reached
                guard offer.netFen < baseFen else {
                    prices[place].outcome.blocked = prices[place].outcome.blocked ?? offer.guarded
                    continue
                }
                rivals.append(place)
                // Between equals the one before stays: campaigns come by id.
                if let best = winner, !prices[place].beats(prices[best.place], netFen: offer.netFen, than: best.offer.netFen) { continue }
                winner = (place, offer)
                segments.removeSubrange(start...)
                segments.append(contentsOf: scratch)
            }
            guard let winner else {
                segments.append(Segment(line: line, units: lines[line].units, unitFen: lines[line].unitPriceFen))
                continue
            }
            prices[winner.place].win(line, savingFen: baseFen - winner.offer.netFen, winner.offer)
            let winning = prices[winner.place].number
            for place in rivals where place != winner.place && prices[place].outcome.lostTo == nil { prices[place].outcome.lostTo = winning }
        }
    }

    private func firstRefused(_ prices: [LinePrice]) -> (place: Int, reason: PricingReason)? {
        var first: (line: Int, place: Int, reason: PricingReason)?
        for (place, price) in prices.enumerated() {
            guard let line = price.outcome.firstLine, let reason = cases[price.number].left.refusal(of: price.outcome.wonFen) else { continue }
            if let known = first, known.line < line { continue }
            first = (line, place, reason)
        }
        return first.map { ($0.place, $0.reason) }
    }

    private mutating func conclude(_ price: LinePrice) {
        let outcome = price.outcome
        if outcome.firstLine != nil {
            // What it gives is known once bundles have taken their units.
            cases[price.number].applied = true
            cases[price.number].reason = outcome.raised
        } else if !outcome.reached {
            if case .nearExpiry = price.rule { rule(out: price.number, .noLots) } else { rule(out: price.number, .belowThreshold) }
        } else if let other = outcome.lostTo {
            rule(out: price.number, excludedBy: other)
        } else {
            rule(out: price.number, outcome.blocked ?? .notCheaper)
        }
    }
}
