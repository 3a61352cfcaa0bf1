import Commerce
import Testing

/// A small language for orders as they were priced: `line("A", 20, at: 60_000, off: ["T": 50_000])`.
enum FrozenOrder {
    struct Line {
        var sku: String
        var units: Int64
        var unitPriceFen: Int64
        var off: [String: Int64]
        /// Units that it was given on, where these aren't all.
        var onUnits: Int64?
        var givenBy: String?
    }

    static func line(_ sku: String, _ units: Int64, at unitPriceFen: Int64, off: [String: Int64] = [:], on onUnits: Int64? = nil) -> Line {
        Line(sku: sku, units: units, unitPriceFen: unitPriceFen, off: off, onUnits: onUnits)
    }

    static func gift(_ sku: String, _ units: Int64, at unitPriceFen: Int64, by campaign: String) -> Line {
        Line(sku: sku, units: units, unitPriceFen: unitPriceFen, off: [campaign: units * unitPriceFen], givenBy: campaign)
    }

    static func campaign(_ id: String, _ component: CampaignComponent) -> Campaign {
        Campaign(
            id: Code(stored: id), version: 1,
            definition: CampaignDefinition(
                name: id, owner: Code(stored: "R-11"), component: component, audience: CampaignAudience(organizations: [], tiers: []),
                schedule: CampaignSchedule(startsAt: Instant(millisecondsSince1970: 0), endsAt: Instant(millisecondsSince1970: 1), dailyWindows: []),
                stacking: CampaignStacking(group: "g", mode: .all, priority: 0), budget: .unlimited))
    }

    static func pricing(_ lines: [Line], _ components: [String: CampaignComponent]) -> Pricing {
        Pricing(
            lines: lines.enumerated().map { index, line in
                Pricing.Line(
                    line: index, sku: Code(stored: line.sku), units: line.units, unitPriceFen: line.unitPriceFen,
                    adjustments: line.off.sorted { $0.key < $1.key }.map { campaign, fen in
                        Pricing.Adjustment(
                            campaign: Code(stored: campaign), version: 1, kind: components[campaign]?.kind ?? .coupon, fen: fen,
                            units: line.onUnits ?? line.units)
                    }, givenBy: line.givenBy.map { Code(stored: $0) })
            }, campaigns: [])
    }

    static func kept(_ lines: [Line], _ components: [String: CampaignComponent], giftValueFen: [String: Int64] = [:]) throws -> KeptDiscount {
        try #require(
            KeptDiscount(
                pricing(lines, components), campaigns: components.map { campaign($0.key, $0.value) }, attributes: [:],
                giftValueFen: Dictionary(uniqueKeysWithValues: giftValueFen.map { (Code(stored: $0.key), $0.value) })))
    }

    /// So much off from so much on, by rising amounts.
    static func off(_ tiers: (fen: Int64, reward: Threshold.Reward)..., repeat: Bool = false, capFen: Int64? = nil) -> CampaignComponent {
        .threshold(Threshold(scope: .everything, tiers: tiers.map { .init(from: .fen($0.fen), reward: $0.reward) }, repeat: `repeat`, capFen: capFen))
    }
}

extension KeptDiscount {
    /// Gives back step by step; of each line so many units are returned after each step.
    func refunds(_ steps: [Int: Int64]...) throws -> [Int64] {
        var refunded: Int64 = 0
        return try steps.map { returned in
            let refund = try #require(self.refund(returned.mapValues { GoneUnits(returnedUnits: $0) }, after: refunded))
            refunded += refund.fen
            return refund.fen
        }
    }

    /// What is owed once so many units of each line are returned, by campaign.
    func owedFen(_ returned: [Int: Int64]) throws -> [String: Int64] {
        let refund = try #require(self.refund(returned.mapValues { GoneUnits(returnedUnits: $0) }, after: 0))
        return Dictionary(uniqueKeysWithValues: refund.owed.map { ($0.campaign.text, $0.fen) })
    }
}
