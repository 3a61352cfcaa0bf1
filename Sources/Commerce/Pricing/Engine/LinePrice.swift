/// A campaign that sets line prices, ready to be asked line by line.
struct LinePrice {
    enum Rule {
        /// A price for as many units as are left.
        case limited(priceFen: Int64)
        case tiered(Tiered.Mode, [Tiered.Tier])
        case nearExpiry(NearExpiry, today: Int)
    }

    let number: Int
    let priority: Int64
    let rule: Rule
    let allowedUnits: Int64
    var leftUnits: Int64
    var outcome = Outcome()

    /// What came of it over the lines, as far as they are decided.
    struct Outcome {
        /// Whether there was anything to price: a tier reached, a lot that expires soon.
        var reached = false
        var firstLine: Int?
        var wonFen: Int64 = 0
        /// The guard that raised a price it won with.
        var raised: PricingReason?
        /// The guard that left nothing of a price that would have been lower.
        var blocked: PricingReason?
        /// Who won the first line that it competed for in vain.
        var lostTo: Int?
    }

    init(number: Int, priority: Int64, rule: Rule, allowedUnits: Int64) {
        self.number = number
        self.priority = priority
        self.rule = rule
        self.allowedUnits = allowedUnits
        leftUnits = allowedUnits
    }

    mutating func startOver() {
        leftUnits = allowedUnits
        outcome = Outcome()
    }

    func beats(_ other: LinePrice, netFen: Int64, than otherNetFen: Int64) -> Bool {
        priority == other.priority ? netFen < otherNetFen : priority > other.priority
    }

    mutating func win(_ line: Int, savingFen: Int64, _ offer: Offer) {
        leftUnits -= offer.limitedUnits
        outcome.firstLine = outcome.firstLine ?? line
        outcome.wonFen += savingFen
        outcome.raised = outcome.raised ?? offer.guarded
    }

    /// What one line would cost by it.
    struct Offer {
        var netFen: Int64
        var reached: Bool
        /// Units that its limits would lose.
        var limitedUnits: Int64
        /// The guard that raised a price, or left nothing of it.
        var guarded: PricingReason?
    }

    /// What the line would cost by it.
    /// - Parameter segments: gets the line's segments appended, those at the list price last.
    func offer(_ line: PricingRequest.Line, at position: Int, _ least: UnitGuard, into segments: inout [Segment]) -> Offer {
        var sheet = OfferSheet(position: position, number: number, units: line.units, listFen: line.unitPriceFen, least: least)
        switch rule {
        case .limited(let priceFen):
            let units = min(line.units, leftUnits)
            sheet.reached = true
            sheet.sell(units, at: priceFen, &segments)
            sheet.limitedUnits = sheet.netFen < units * line.unitPriceFen ? units : 0
        case .tiered(.whole, let tiers):
            if let tier = tiers.last(where: { $0.fromUnits <= line.units }) {
                sheet.reached = true
                sheet.sell(line.units, at: tier.fen, &segments)
            }
        case .tiered(.incremental, let tiers):
            for (index, tier) in tiers.enumerated() where tier.fromUnits <= line.units {
                sheet.reached = true
                let end = index + 1 < tiers.count ? min(line.units, tiers[index + 1].fromUnits - 1) : line.units
                sheet.sell(end - max(1, tier.fromUnits) + 1, at: tier.fen, &segments)
            }
        case .nearExpiry(let clearance, let today):
            clear(clearance, today, line, &sheet, &segments)
        }
        sheet.sellRest(&segments)
        return Offer(netFen: sheet.netFen, reached: sheet.reached, limitedUnits: sheet.limitedUnits, guarded: sheet.guarded)
    }

    private func clear(_ clearance: NearExpiry, _ today: Int, _ line: PricingRequest.Line, _ sheet: inout OfferSheet, _ segments: inout [Segment]) {
        var wanted = line.units
        var left = leftUnits
        for lot in Self.byExpiry(line.lots) where wanted > 0 && lot.units > 0 {
            let days = Int64(lot.bestBefore.daysSince1970 - today)
            // Nobody may sell what is past its date: the units come from the next lot.
            guard days >= 0 else { continue }
            let taken = min(lot.units, wanted)
            wanted -= taken
            guard clearance.lots?.contains(lot.lot) ?? true, let offBps = clearance.offBps(daysLeft: days) else { continue }
            sheet.reached = true
            let units = min(taken, left)
            if sheet.clear(units, offBps: offBps, &segments) {
                left -= units
                sheet.limitedUnits += units
            }
        }
    }

    private static func byExpiry(_ lots: [PricingRequest.Lot]) -> [PricingRequest.Lot] {
        for index in lots.indices.dropFirst() where goesBefore(lots[index], lots[index - 1]) { return lots.sorted(by: goesBefore) }
        return lots
    }

    private static func goesBefore(_ left: PricingRequest.Lot, _ right: PricingRequest.Lot) -> Bool {
        left.bestBefore == right.bestBefore ? left.lot < right.lot : left.bestBefore < right.bestBefore
    }
}

extension NearExpiry {
    /// The share of the narrowest band that the lot is in.
    func offBps(daysLeft: Int64) -> Int64? {
        bands.filter { $0.daysLeft >= daysLeft }.min { $0.daysLeft < $1.daysLeft }?.offBps
    }
}

/// A line as one campaign would sell it.
private struct OfferSheet {
    let position: Int
    let number: Int
    /// Units not sold yet.
    var units: Int64
    let listFen: Int64
    let least: UnitGuard
    var netFen: Int64 = 0
    var reached = false
    var limitedUnits: Int64 = 0
    var guarded: PricingReason?

    init(position: Int, number: Int, units: Int64, listFen: Int64, least: UnitGuard) {
        self.position = position
        self.number = number
        self.units = units
        self.listFen = listFen
        self.least = least
    }

    /// Units at a price, raised to the guard where it is lower; where that isn't below the list price they stay for the rest.
    mutating func sell(_ count: Int64, at priceFen: Int64, _ segments: inout [Segment]) {
        guard count > 0, priceFen < listFen else { return }
        if priceFen < least.leastFen { guarded = least.reason }
        let raised = max(0, priceFen, least.leastFen)
        guard raised < listFen else { return }
        let segment = Segment(line: position, units: count, unitFen: raised, number: number)
        add(segment, &segments)
    }

    /// Units of a lot with a share off.
    /// - Returns: whether that took anything off.
    mutating func clear(_ count: Int64, offBps: Int64, _ segments: inout [Segment]) -> Bool {
        guard count > 0 else { return false }
        let full = count * listFen
        let off = full.share(bps: offBps)
        if off > count * max(0, listFen - least.leastFen) { guarded = least.reason }
        let segment = Segment(line: position, units: count, listFen: listFen, offBps: offBps, guardedBy: least, number: number)
        guard segment.netFen < full else { return false }
        add(segment, &segments)
        return true
    }

    mutating func sellRest(_ segments: inout [Segment]) {
        guard units > 0 else { return }
        add(Segment(line: position, units: units, unitFen: listFen), &segments)
    }

    private mutating func add(_ segment: Segment, _ segments: inout [Segment]) {
        units -= segment.units
        netFen += segment.netFen
        segments.append(segment)
    }
}
