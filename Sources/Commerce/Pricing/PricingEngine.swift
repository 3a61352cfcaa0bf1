/// Prices an order: list price → line price → bundle → threshold → coupon → add-on → tender, with the reason for every fen.
///
/// Pure, in whole fen, and independent of the order in which lines and campaigns are given. Each campaign is answered once: applied, or
/// with the first reason that kept it from being so. Every step takes at most what leaves each bottle at its least price (floor, or what
/// keeps a distributor's margin), so whatever stands together holds the guards; what is cut back says so.
///
/// Money limits are all or nothing: a campaign that can't pay its whole discount gives none. Quotas in units cut the units instead.
package enum PricingEngine {
    /// - Parameter request: its lines' money must be countable: the sum of `units × unitPriceFen` within a quarter of Int64.
    package static func price(_ request: PricingRequest) -> Pricing {
        var sheet = PricingSheet(request)
        sheet.admit()
        sheet.priceLines()
        sheet.formBundles()
        sheet.reachThresholds()
        sheet.redeemCoupons()
        sheet.addOn()
        return sheet.pricing()
    }
}

extension PricingSheet {
    /// The answer: adjustments summed by line and campaign, gifts as lines of their own.
    func pricing() -> Pricing {
        var priced = lines.map {
            Pricing.Line(line: $0.line, sku: $0.sku, units: $0.units, unitPriceFen: $0.unitPriceFen, adjustments: [])
        }
        var fen = [Int64](repeating: 0, count: entries.count)
        for segment in segments {
            for mark in segment.marks where mark.fen > 0 {
                fen[mark.campaign] += mark.fen
                let campaign = entries[mark.campaign].campaign.id
                if let same = priced[segment.line].adjustments.firstIndex(where: { $0.campaign == campaign }) {
                    priced[segment.line].adjustments[same].fen += mark.fen
                    priced[segment.line].adjustments[same].units += segment.units
                } else {
                    priced[segment.line].adjustments.append(adjustment(mark.campaign, fen: mark.fen, units: segment.units))
                }
            }
        }
        var number = (lines.last?.line ?? -1) + 1
        for (index, entry) in entries.enumerated() {
            guard let given = entry.given else { continue }
            fen[index] += given.fen
            priced.append(
                Pricing.Line(
                    line: number, sku: given.sku, units: given.units, unitPriceFen: given.unitPriceFen,
                    adjustments: given.fen > 0 ? [adjustment(index, fen: given.fen, units: given.units)] : [], givenBy: entry.campaign.id))
            number += 1
        }
        return Pricing(lines: priced, campaigns: entries.indices.map { considered($0, fen: fen[$0]) })
    }

    private func adjustment(_ entry: Int, fen: Int64, units: Int64) -> Pricing.Adjustment {
        let campaign = entries[entry].campaign
        return Pricing.Adjustment(
            campaign: campaign.id, version: campaign.version, kind: campaign.facts.kind, fen: fen, units: units)
    }

    private func considered(_ index: Int, fen: Int64) -> Pricing.Considered {
        let campaign = entries[index].campaign
        let applied = fen > 0 || entries[index].given != nil
        return Pricing.Considered(
            campaign: campaign.id, version: campaign.version, kind: campaign.facts.kind, applied: applied,
            reason: entries[index].reason ?? (applied ? nil : .notCheaper), fen: fen,
            excludedBy: applied ? nil : entries[index].excludedBy.map { entries[standing(instead: $0)].campaign.id })
    }

    /// Who stands in the end: what took a campaign's place may have lost it to another in a later step.
    private func standing(instead entry: Int) -> Int {
        var last = entry
        while let next = entries[last].excludedBy, takenFen(by: last) == 0, entries[last].given == nil { last = next }
        return last
    }
}
