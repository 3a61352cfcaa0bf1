import Commerce

/// Phase 2 again, bottle by bottle: slow, and plain enough to be believed.
///
/// Knows nothing of money limits and of what is left; the questions it is asked have neither.
struct SlowLinePrices {
    let request: PricingRequest
    private var soldUnits: [Code: Int64] = [:]

    init(_ request: PricingRequest) {
        self.request = request
    }

    /// By line number.
    mutating func nets() -> [Int64] {
        request.lines.sorted { $0.line < $1.line }.map { line in
            let offers = request.campaigns.map { (campaign: $0, offer: offer($0, line)) }.filter { $0.offer.offFen > 0 }
            let best = offers.max { left, right in
                let (mine, other) = (left.campaign.definition.stacking.priority, right.campaign.definition.stacking.priority)
                if mine != other { return mine < other }
                if left.offer.offFen != right.offer.offFen { return left.offer.offFen < right.offer.offFen }
                return left.campaign.id > right.campaign.id
            }
            if let best { soldUnits[best.campaign.id, default: 0] += best.offer.units }
            return line.units * line.unitPriceFen - (best?.offer.offFen ?? 0)
        }
    }

    private func offer(_ campaign: Campaign, _ line: PricingRequest.Line) -> (offFen: Int64, units: Int64) {
        let sold = soldUnits[campaign.id] ?? 0
        switch campaign.definition.component {
        case .flashSale(let sale) where sale.sku == line.sku:
            let left = min(sale.quotaUnits, sale.perBuyerUnits ?? .max) - sold
            return bottles(line) { $0 <= left ? sale.priceFen : nil }
        case .groupBuy(let group) where group.sku == line.sku && request.joinedGroups.contains(campaign.id):
            return bottles(line) { _ in group.priceFen }
        case .tiered(let tiered) where tiered.scope.contains(line.sku, line.attributes):
            return bottles(line) { bottle in
                tiered.tiers.last { $0.fromUnits <= (tiered.mode == .whole ? line.units : bottle) }?.fen
            }
        case .nearExpiry(let clearance) where clearance.skus.contains(line.sku):
            return lots(line, clearance, left: (clearance.maxUnits ?? .max) - sold)
        default:
            return (0, 0)
        }
    }

    private func least(_ line: PricingRequest.Line) -> Int64 { max(line.floorPriceFen, line.marginFloorFen ?? 0) }

    private func bottles(_ line: PricingRequest.Line, priceFen: (Int64) -> Int64?) -> (offFen: Int64, units: Int64) {
        var (off, units): (Int64, Int64) = (0, 0)
        for bottle in 1...line.units {
            guard let price = priceFen(bottle) else { continue }
            off += max(0, line.unitPriceFen - max(price, least(line)))
            units += 1
        }
        return (off, units)
    }

    private func lots(_ line: PricingRequest.Line, _ clearance: NearExpiry, left: Int64) -> (offFen: Int64, units: Int64) {
        let today = request.at.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970
        var (off, units): (Int64, Int64) = (0, 0)
        for lot in line.lots {
            let daysLeft = Int64(lot.bestBefore.daysSince1970 - today)
            let bands = clearance.bands.filter { $0.daysLeft >= daysLeft }
            guard daysLeft >= 0, let band = bands.min(by: { $0.daysLeft < $1.daysLeft }) else { continue }
            let taken = min(lot.units, line.units - units, left - units)
            guard taken > 0 else { continue }
            off += min(taken * line.unitPriceFen * band.offBps / 10_000, taken * max(0, line.unitPriceFen - least(line)))
            units += taken
        }
        return (off, units)
    }
}
