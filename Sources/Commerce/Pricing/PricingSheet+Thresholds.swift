extension PricingSheet {
    /// Phase 4: by what the goods in scope come to after bundles, the highest tier reached.
    mutating func reachThresholds() {
        let start = Start(self)
        var alone: [Discount] = []
        for entry in open(.threshold) {
            guard let discount = threshold(entry, start) else {
                entries[entry].close(.belowThreshold)
                continue
            }
            if discount.given == nil, discount.fen == 0 {
                entries[entry].close(discount.cut ?? .notCheaper)
            } else if let reason = entries[entry].room.refusal(of: discount.fen) {
                entries[entry].close(reason)
            } else {
                alone.append(discount)
            }
        }
        apply(stack(alone)) { $1.threshold($0, start) }
    }

    /// - Returns: nil below the first tier.
    private func threshold(_ entry: Int, _ start: Start) -> Discount? {
        guard case .threshold(let threshold) = entries[entry].component else { return nil }
        let looked = segments(of: entry)
        let net = start.measure(looked)
        let units = looked.reduce(0) { $0 + segments[$1].units }
        guard let reached = threshold.tiers.last(where: { $0.from.isReached(fen: net, units: units) }) else { return nil }
        let times = threshold.repeat ? reached.from.times(fen: net, units: units) : 1
        switch reached.reward {
        case .offFen(let fen):
            return spread(min(fen.multiplied(by: times) ?? .max, threshold.capFen ?? .max, net), of: entry, over: looked, start)
        case .offBps(let bps):
            let share = net.share(bps: min(10_000, bps.multiplied(by: times) ?? 10_000))
            return spread(min(share, threshold.capFen ?? .max), of: entry, over: looked, start)
        case .gift(let gift):
            return give(gift, times: times, capFen: threshold.capFen, of: entry, over: looked, start)
        }
    }
}

extension Threshold.Measure {
    func isReached(fen: Int64, units: Int64) -> Bool { times(fen: fen, units: units) > 0 }

    /// How many whole times it is reached.
    func times(fen: Int64, units: Int64) -> Int64 {
        switch self {
        case .fen(let from): fen / max(1, from)
        case .units(let from): units / max(1, from)
        }
    }
}
