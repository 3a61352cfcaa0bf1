/// The answer: who took what off which line, and what came of every campaign.
extension PricingRun {
    var explanation: Pricing {
        Pricing(lines: askedLines + givenLines, campaigns: cases.indices.map(considered))
    }

    private var askedLines: [Pricing.Line] {
        let sorted = shares.sorted { ($0.line, $0.number) < ($1.line, $1.number) }
        var next = 0
        return lines.indices.map { line in
            var adjustments: [Pricing.Adjustment] = []
            var last = -1
            while next < sorted.count, sorted[next].line == line {
                let share = sorted[next]
                next += 1
                if share.number == last {
                    adjustments[adjustments.count - 1].fen += share.fen
                    adjustments[adjustments.count - 1].units += share.units
                } else {
                    adjustments.append(adjustment(share.number, fen: share.fen, units: share.units))
                    last = share.number
                }
            }
            let asked = lines[line]
            return Pricing.Line(line: asked.line, sku: asked.sku, units: asked.units, unitPriceFen: asked.unitPriceFen, adjustments: adjustments)
        }
    }

    private var givenLines: [Pricing.Line] {
        let first = (lines.last?.line ?? -1) + 1
        return gifts.enumerated().map { offset, gift in
            Pricing.Line(
                line: first + offset, sku: gift.sku, units: gift.units, unitPriceFen: gift.unitPriceFen,
                adjustments: [adjustment(gift.number, fen: gift.units * gift.unitPriceFen, units: gift.units)], givenBy: cases[gift.number].id)
        }
    }

    private func adjustment(_ number: Int, fen: Int64, units: Int64) -> Pricing.Adjustment {
        Pricing.Adjustment(campaign: cases[number].id, version: cases[number].version, kind: cases[number].kind, fen: fen, units: units)
    }

    private func considered(_ number: Int) -> Pricing.Considered {
        let outcome = cases[number]
        return Pricing.Considered(
            campaign: outcome.id, version: outcome.version, kind: outcome.kind, applied: outcome.applied, reason: outcome.reason, fen: outcome.fen,
            excludedBy: outcome.excludedBy.map { cases[$0].id })
    }
}
