import Commerce
import Testing

/// A small language for pricing: goods and campaigns in a line each, amounts in fen.
enum PricingStory {
    static let noon = Instant(rfc3339: "2026-06-15T04:00:00Z") ?? Instant(millisecondsSince1970: 0)

    /// A campaign as its component's JSON, of R, for all of 2026.
    static func campaign(
        _ id: String, _ component: String, group: String? = nil, mode: String = "exclusive", count: Int? = nil, priority: Int64 = 0,
        budget: String = "{}", windows: String = "[]", tiers: String = "[]"
    ) throws -> Campaign {
        let stacking = group.map {
            #","stacking":{"group":"\#($0)","mode":"\#(mode)"\#(count.map { #","count":\#($0)"# } ?? ""),"priority":\#(priority)}"#
        }
        let text = #"""
            {"name":"\#(id)","owner":"R","component":\#(component),"audience":{"organizations":["R"],"tiers":\#(tiers)},"budget":\#(budget),
             "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z","dailyWindows":\#(windows)}\#(stacking ?? "")}
            """#
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { throw NoObject() }
        var definition = try CampaignDefinition.read(object)
        if stacking == nil { definition.stacking.priority = priority }
        return Campaign(id: Code(stored: id), version: 1, definition: definition)
    }

    private struct NoObject: Error {}

    /// Goods of a line: A at 100 fen, floor 60, of series 甲; B at 50, floor 30; C at 10, floor 0.
    static let goods: [String: (price: Int64, floor: Int64, series: String)] = ["A": (100, 60, "甲"), "B": (50, 30, "乙"), "C": (10, 0, "乙")]

    static func request(
        _ lines: KeyValuePairs<String, Int64>, _ campaigns: [Campaign], coupons: [String] = [], at: Instant = noon, tier: String? = nil,
        left: [String: CampaignAllowance] = [:], joined: [String] = [], lots: [PricingRequest.Lot] = [], marginFloorFen: Int64? = nil
    ) -> PricingRequest {
        PricingRequest(
            at: at, buyer: .init(organization: Code(stored: "D"), ancestors: [Code(stored: "R"), Code(stored: "HQ")], tier: tier),
            lines: lines.enumerated().map { index, line in
                let goods = goods[line.key] ?? (0, 0, "")
                return PricingRequest.Line(
                    line: index, sku: Code(stored: line.key), units: line.value, unitPriceFen: goods.price, floorPriceFen: goods.floor,
                    marginFloorFen: marginFloorFen, attributes: GoodsAttributes(series: goods.series), lots: lots)
            },
            campaigns: campaigns, coupons: coupons.map { Code(stored: $0) }, joinedGroups: Set(joined.map { Code(stored: $0) }),
            left: Dictionary(left.map { (Code(stored: $0.key), $0.value) }) { first, _ in first },
            goods: Dictionary(goods.map { (Code(stored: $0.key), .init(unitPriceFen: $0.value.price, floorPriceFen: $0.value.floor)) }) { first, _ in first })
    }
}

extension Pricing {
    /// A campaign's outcome: "fen", "REASON" or "fen REASON".
    func outcome(_ id: String) -> String {
        guard let found = campaigns.first(where: { $0.campaign.text == id }) else { return "not looked at" }
        return [found.applied ? String(found.fen) : nil, found.reason?.rawValue, found.excludedBy?.text].compactMap { $0 }.joined(separator: " ")
    }

    var nets: [Int64] { lines.map(\.netFen) }
}
