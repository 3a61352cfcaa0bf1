import Commerce
import Testing

/// What the engine is asked for a what-if.
@Suite struct PricingSimulationTests {
    private static let buyer = PricingRequest.Buyer(organization: Code(stored: "D"), ancestors: [Code(stored: "R"), Code(stored: "HQ")], tier: nil)

    private static func campaign(_ id: String, _ component: CampaignComponent) -> Campaign {
        Campaign(
            id: Code(stored: id), version: 1,
            definition: CampaignDefinition(
                name: id, owner: Code(stored: "R"), component: component, audience: CampaignAudience(organizations: [Code(stored: "R")], tiers: []),
                schedule: CampaignSchedule(startsAt: Instant(millisecondsSince1970: 0), endsAt: Instant(millisecondsSince1970: 1), dailyWindows: []),
                stacking: CampaignStacking(group: id, mode: .all, priority: 0), budget: .unlimited))
    }

    private static func gift(_ skus: String...) -> CampaignComponent {
        let tiers = skus.enumerated().map { index, sku in
            Threshold.Tier(from: .units(Int64(index) + 1), reward: .gift(GiftGoods(sku: Code(stored: sku), units: 1)))
        }
        return .threshold(Threshold(scope: .everything, tiers: tiers, repeat: false))
    }

    private static func group(_ sku: String) -> CampaignComponent {
        .groupBuy(GroupBuy(sku: Code(stored: sku), priceFen: 1, size: 2, joinMinutes: 1))
    }

    private static func line(_ sku: String, _ unitPriceFen: Int64, units: Int64 = 1, lots: [PricingRequest.Lot] = []) -> PricingRequest.Line {
        PricingRequest.Line(line: 0, sku: Code(stored: sku), units: units, unitPriceFen: unitPriceFen, floorPriceFen: 3, lots: lots)
    }

    private static func simulation(
        _ lines: [PricingRequest.Line], _ campaigns: [Campaign] = [], joinedGroups: [Code]? = nil, goods: [PricingSimulation.Goods] = []
    ) throws -> PricingSimulation {
        try PricingSimulation(
            at: Instant(millisecondsSince1970: 0), buyer: buyer, lines: lines, campaigns: campaigns, joinedGroups: joinedGroups, goods: goods)
    }

    @Test func `a gift is worth what is said of it, otherwise what the first line of it costs, otherwise nothing`() throws {
        let said = PricingSimulation.Goods(sku: Code(stored: "A"), value: PricingRequest.Goods(unitPriceFen: 7, floorPriceFen: 6))
        let request = try Self.simulation(
            [Self.line("A", 10), Self.line("B", 20), Self.line("B", 30)], [Self.campaign("c", Self.gift("A", "B", "C"))], goods: [said]
        ).request
        #expect(request.goods == [
            Code(stored: "A"): PricingRequest.Goods(unitPriceFen: 7, floorPriceFen: 6), Code(stored: "B"): PricingRequest.Goods(unitPriceFen: 20, floorPriceFen: 3),
            Code(stored: "C"): PricingRequest.Goods(unitPriceFen: 0, floorPriceFen: 0),
        ])
        #expect(try Self.simulation([Self.line("A", 10)], goods: [said]).request.goods.count == 1, "what nobody gives away has no value but the one said")
    }

    @Test func `without a word of it the order is part of every group buy`() throws {
        let campaigns = [Self.campaign("g", Self.group("A")), Self.campaign("h", Self.group("B")), Self.campaign("c", Self.gift("A"))]
        #expect(try Self.simulation([Self.line("A", 10)], campaigns).request.joinedGroups == [Code(stored: "g"), Code(stored: "h")])
        #expect(try Self.simulation([Self.line("A", 10)], campaigns, joinedGroups: [Code(stored: "h")]).request.joinedGroups == [Code(stored: "h")])
        #expect(try Self.simulation([Self.line("A", 10)], campaigns, joinedGroups: []).request.joinedGroups == [])
    }

    @Test func `lots are put first-expiring first, those of one day by their code`() throws {
        let lots = [("L3", 5), ("L2", 9), ("L1", 5)].map { PricingRequest.Lot(lot: Code(stored: $0.0), bestBefore: CalendarDay(daysSince1970: $0.1), units: 1) }
        let request = try Self.simulation([Self.line("A", 10, lots: lots)]).request
        #expect(request.lines[0].lots.map(\.lot.text) == ["L1", "L3", "L2"])
    }

    @Test func `a subtotal is countable up to a quarter of what a number holds`() throws {
        let most = PricingSimulation.highestSubtotalFen
        _ = try Self.simulation([Self.line("A", 3), Self.line("A", most - 3)])
        for units in [2, Int64.max] {
            let refused = #expect(throws: Reason.self) { _ = try Self.simulation([Self.line("A", 3), Self.line("A", most - 3, units: units)]) }
            #expect(refused?.code == "OUT_OF_RANGE" && refused?.faults.map(\.pointer) == ["/lines"])
        }
        #expect(throws: Reason.self) { _ = try Self.simulation([Self.line("A", 3), Self.line("A", most - 2)]) }
    }
}
