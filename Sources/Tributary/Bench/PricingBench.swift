import Commerce
import Histogram
import Operations

/// The pricing engine alone: orders of the brand's own goods under so many campaigns in force, of every kind that prices an order, most of which
/// look at the order's goods.
struct PricingBench {
    let snapshot: Snapshot
    let lines: Int
    let campaigns: Int
    let runs: Int

    struct Result {
        var nanoseconds = Histogram<UInt64>(highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
        /// Campaigns that gave something, over all runs.
        var applied = 0
    }

    func run() -> Result {
        var random = SplitMix(state: 20_261_125 &+ UInt64(lines))
        var result = Result()
        let skus = Array(snapshot.skus.all.filter(\.active).sorted { $0.code < $1.code })
        guard !skus.isEmpty else { return result }
        let live = (0..<campaigns).map { Self.campaign($0, of: skus, &random) }
        let requests = (0..<runs).map { _ in request(skus, live, &random) }
        for request in requests {
            let start = HTTPLoad.now()
            let pricing = PricingEngine.price(request)
            result.nanoseconds.record(HTTPLoad.now() - start)
            result.applied += pricing.campaigns.count { $0.applied }
        }
        return result
    }

    private static let now = Instant(millisecondsSince1970: 1_795_000_000_000)
    private static let region = Code(stored: "R-32")

    private func request(_ skus: [SellableSKU], _ live: [Campaign], _ random: inout SplitMix) -> PricingRequest {
        PricingRequest(
            at: Self.now, buyer: .init(organization: Code(stored: "D-320102"), ancestors: [Self.region, Code(stored: "HQ")], tier: "gold"),
            lines: (0..<lines).map { line in
                let sku = Self.pick(skus, &random)
                return PricingRequest.Line(
                    line: line, sku: sku.code, units: Int64(6 + random.next() % 10 * 6), unitPriceFen: sku.listPriceFen, floorPriceFen: sku.floorPriceFen,
                    attributes: sku.attributes)
            },
            campaigns: live, coupons: [Code(stored: "SPRING")])
    }

    private static func pick(_ skus: [SellableSKU], _ random: inout SplitMix) -> SellableSKU {
        // Of forty SKUs, so that orders and campaigns meet.
        skus[Int(random.next() % UInt64(min(40, skus.count)))]
    }

    /// Another SKU, where there is one: a bundle has each once.
    private static func other(than sku: SellableSKU, _ skus: [SellableSKU], _ random: inout SplitMix) -> SellableSKU {
        let picked = pick(skus, &random)
        return picked.code == sku.code ? skus.first { $0.code != sku.code } ?? sku : picked
    }

    private static func campaign(_ index: Int, of skus: [SellableSKU], _ random: inout SplitMix) -> Campaign {
        let sku = pick(skus, &random)
        let series = GoodsScope(series: sku.attributes.series.map { [$0] })
        let component: CampaignComponent =
            switch index % 7 {
            case 0: .flashSale(FlashSale(sku: sku.code, priceFen: sku.listPriceFen * 9 / 10, quotaUnits: 1000))
            case 1:
                .tiered(
                    Tiered(
                        basis: .order, mode: .whole,
                        tiers: [.init(fromUnits: 12, fen: sku.listPriceFen * 95 / 100), .init(fromUnits: 36, fen: sku.listPriceFen * 9 / 10)],
                        scope: GoodsScope(skus: [sku.code, pick(skus, &random).code])))
            case 2: .bundle(Bundle(components: [GiftGoods(sku: sku.code, units: 6), GiftGoods(sku: other(than: sku, skus, &random).code, units: 6)], priceFen: sku.listPriceFen * 10, wholeOnly: false))
            case 3: .threshold(Threshold(scope: series, tiers: [.init(from: .fen(100_000), reward: .offFen(2000)), .init(from: .fen(500_000), reward: .offFen(15_000))], repeat: false))
            case 4: .threshold(Threshold(scope: .everything, tiers: [.init(from: .fen(1_000_000), reward: .offBps(200))], repeat: false, capFen: 50_000))
            case 5:
                .coupon(
                    Coupon(
                        codes: .shared(Code(stored: "SPRING")), category: Code(stored: "general"), joint: true, minFen: 100_000, off: .fen(3000), scope: .everything,
                        realName: false, external: false))
            default: .addOn(AddOn(qualifier: .fen(200_000), ratio: 200_000, sku: sku.code, addOnFen: sku.listPriceFen / 2, maxUnits: 6, scope: .everything))
            }
        let definition = CampaignDefinition(
            name: "活动", owner: region, component: component, audience: CampaignAudience(organizations: [region], tiers: []),
            schedule: CampaignSchedule(startsAt: now.adding(days: -1), endsAt: now.adding(days: 1), dailyWindows: []),
            stacking: CampaignStacking(group: component.kind.rawValue, mode: index % 2 == 0 ? .exclusive : .all, priority: Int64(index)),
            budget: CampaignBudget(amountFen: 100_000_000))
        return Campaign(id: Code(stored: "cmp_\(index)"), version: 1, definition: definition)
    }
}
