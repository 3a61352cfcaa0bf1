import Commerce

/// Random questions to the pricing engine, of few goods and small numbers.
struct RandomPricing {
    private var random: SplitMix
    private let skus = ["A", "B", "C", "D"].map { Code(stored: $0) }

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &random) }
    private mutating func flag() -> Bool { .random(using: &random) }
    private mutating func maybe<T>(_ make: (inout Self) -> T) -> T? { number(0...3) == 0 ? make(&self) : nil }
    private mutating func sku() -> Code { skus[Int(number(0...3))] }

    mutating func shuffled(_ request: PricingRequest) -> PricingRequest {
        var request = request
        request.lines.shuffle(using: &random)
        request.campaigns.shuffle(using: &random)
        request.coupons.shuffle(using: &random)
        return request
    }

    /// Gives a campaign limits of every kind, or leaves them out, that are above `most` by no more than `more`.
    mutating func widen(_ campaign: inout Campaign, beyond most: CampaignUsage, byAtMost more: Int64) {
        func limit(_ least: Int64, _ random: inout Self) -> Int64? { random.flag() ? least + random.number(0...more) : nil }
        var definition = campaign.definition
        definition.budget = CampaignBudget(
            amountFen: limit(most.fen, &self), uses: limit(most.uses, &self), perBuyerUses: limit(most.uses, &self), perBuyerFen: limit(most.fen, &self),
            perDayFen: limit(most.fen, &self), perRegionFen: limit(most.fen, &self))
        switch definition.component {
        case .flashSale(var sale):
            sale.quotaUnits = most.units + number(0...more)
            sale.perBuyerUnits = limit(most.units, &self)
            definition.component = .flashSale(sale)
        case .nearExpiry(var clearance):
            clearance.maxUnits = limit(most.units, &self)
            definition.component = .nearExpiry(clearance)
        case .groupBuy(var buy):
            buy.perBuyerUnits = limit(most.units, &self)
            definition.component = .groupBuy(buy)
        default: break
        }
        campaign.definition = definition
    }

    mutating func request() -> PricingRequest {
        let campaigns = (0..<number(1...10)).map { campaign(Int($0)) }
        let lines = (0..<number(1...5)).map { line(Int($0)) }
        var left: [Code: CampaignAllowance] = [:]
        for campaign in campaigns {
            left[campaign.id] = maybe { random in
                CampaignAllowance(
                    amountFen: random.maybe { $0.number(0...200) }, uses: random.maybe { $0.number(0...1) }, buyerUses: random.maybe { $0.number(0...1) },
                    buyerFen: random.maybe { $0.number(0...200) }, dayFen: random.maybe { $0.number(0...200) }, regionFen: random.maybe { $0.number(0...200) },
                    units: random.maybe { $0.number(0...5) }, buyerUnits: random.maybe { $0.number(0...5) })
            }
        }
        return PricingRequest(
            at: PricingStory.noon, buyer: .init(organization: Code(stored: "D"), ancestors: [Code(stored: "R"), Code(stored: "HQ")], tier: nil), lines: lines,
            campaigns: campaigns, coupons: ["K0", "K1", "K2"].map { Code(stored: $0) },
            joinedGroups: Set(campaigns.filter { _ in flag() }.map(\.id)), left: left,
            goods: Dictionary(uniqueKeysWithValues: skus.map { ($0, .init(unitPriceFen: number(1...60), floorPriceFen: 0)) }))
    }

    private mutating func line(_ index: Int) -> PricingRequest.Line {
        let price = number(1...120)
        let today = PricingStory.noon.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970
        return PricingRequest.Line(
            line: index * 2, sku: sku(), units: number(1...12), unitPriceFen: price, floorPriceFen: number(0...price), marginFloorFen: maybe { $0.number(0...price) },
            attributes: GoodsAttributes(series: flag() ? "甲" : "乙"),
            lots: (0..<number(0...2)).map {
                PricingRequest.Lot(lot: Code(stored: "L\($0)"), bestBefore: CalendarDay(daysSince1970: today + Int($0) * 7), units: number(1...6))
            })
    }

    private mutating func campaign(_ index: Int) -> Campaign {
        let modes: [CampaignStacking.Mode] = [.exclusive, .best(2), .all]
        return Campaign(
            id: Code(stored: "c\(index)"), version: 1,
            definition: CampaignDefinition(
                name: "c", owner: Code(stored: "R"), component: component(), audience: CampaignAudience(organizations: [Code(stored: "R")], tiers: []),
                schedule: CampaignSchedule(startsAt: Instant(millisecondsSince1970: 0), endsAt: Instant(millisecondsSince1970: 1 << 42), dailyWindows: []),
                stacking: CampaignStacking(group: "g\(number(0...2))", mode: modes[Int(number(0...2))], priority: number(0...2)),
                budget: CampaignBudget(amountFen: maybe { $0.number(1...300) })))
    }

    private mutating func component() -> CampaignComponent {
        let scope = GoodsScope(skus: maybe { [$0.sku(), $0.sku()] }, series: maybe { _ in ["甲"] })
        switch number(0...7) {
        case 0: return .flashSale(FlashSale(sku: sku(), priceFen: number(1...100), quotaUnits: number(1...10), perBuyerUnits: maybe { $0.number(1...6) }))
        case 1: return .groupBuy(GroupBuy(sku: sku(), priceFen: number(1...100), size: 2, joinMinutes: 5))
        case 2:
            return .tiered(
                Tiered(
                    basis: .order, mode: flag() ? .whole : .incremental,
                    tiers: [.init(fromUnits: number(1...4), fen: number(50...90)), .init(fromUnits: number(5...9), fen: number(1...49))], scope: scope))
        case 3:
            return .nearExpiry(
                NearExpiry(bands: [.init(daysLeft: 10, offBps: number(1...4000)), .init(daysLeft: 3, offBps: number(4001...9000))], skus: [sku(), sku()], maxUnits: maybe { $0.number(1...6) }))
        case 4:
            return .bundle(Bundle(components: [GiftGoods(sku: skus[Int(number(0...1))], units: number(1...3)), GiftGoods(sku: skus[Int(number(2...3))], units: number(1...3))], priceFen: number(1...300), wholeOnly: false))
        case 5:
            return .coupon(
                Coupon(
                    codes: .shared(Code(stored: "K\(number(0...3))")), category: Code(stored: "k\(number(0...1))"), joint: flag(), minFen: number(0...100),
                    off: flag() ? .fen(number(1...200)) : .bps(number(1...5000), maxFen: maybe { $0.number(1...50) }), scope: scope, realName: false, external: false))
        case 6: return .addOn(AddOn(qualifier: flag() ? .fen(number(1...200)) : .units(number(1...5)), ratio: number(1...5), sku: sku(), addOnFen: number(0...30), maxUnits: number(1...5), scope: scope))
        default:
            let rewards: [Threshold.Reward] = [.offFen(number(1...200)), .offBps(number(1...9000)), .gift(GiftGoods(sku: sku(), units: number(1...3)))]
            let (fen, units, byFen) = (number(1...200), number(1...6), flag())
            let tiers = (0...number(0...1)).map { tier in
                Threshold.Tier(from: byFen ? .fen(fen + tier * number(1...200)) : .units(units + tier * number(1...6)), reward: rewards[Int(number(0...2))])
            }
            return .threshold(Threshold(scope: scope, tiers: tiers, repeat: flag(), capFen: maybe { $0.number(1...100) }))
        }
    }
}
