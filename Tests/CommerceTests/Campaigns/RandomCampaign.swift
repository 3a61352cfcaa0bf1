import Commerce

/// Random definitions that keep every rule, of all twelve kinds.
struct RandomCampaign {
    var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    mutating func definition(_ kind: CampaignKind) -> CampaignDefinition {
        let startsAt = Instant(millisecondsSince1970: number(1_700_000_000_000...1_900_000_000_000))
        let component = component(kind, after: startsAt)
        let owner = code("R")
        return CampaignDefinition(
            name: text(), template: maybe { $0.code("T") }, owner: owner, component: component,
            audience: CampaignAudience(organizations: codes("R", 1...3), tiers: codes("t", 0...2).map(\.text)),
            schedule: CampaignSchedule(startsAt: startsAt, endsAt: startsAt.adding(minutes: number(1...100_000)), dailyWindows: windows()),
            stacking: stacking(),
            budget: CampaignBudget(
                amountFen: maybe { $0.fen() }, uses: maybe { $0.number(1...100) }, perBuyerUses: maybe { $0.number(1...9) }, perBuyerFen: maybe { $0.fen() },
                perDayFen: maybe { $0.fen() }, perRegionFen: maybe { $0.fen() }))
    }

    private mutating func component(_ kind: CampaignKind, after start: Instant) -> CampaignComponent {
        switch kind {
        case .flashSale:
            let priceFen = number(2...1_000_000)
            return .flashSale(
                FlashSale(sku: code("S"), priceFen: priceFen, quotaUnits: number(1...999), perBuyerUnits: maybe { $0.number(1...99) }, advance: advance(priceFen, start)))
        case .groupBuy:
            let priceFen = number(2...1_000_000)
            return .groupBuy(
                GroupBuy(
                    sku: code("S"), priceFen: priceFen, size: number(2...99), joinMinutes: number(1...43_200), perBuyerUnits: maybe { $0.number(1...99) },
                    advance: advance(priceFen, start)))
        case .blindBox:
            let skus = codes("S", 1...4)
            let weights = weights(skus.count)
            return .blindBox(
                BlindBox(priceFen: fen(), pool: zip(skus, weights).map { .init(sku: $0, weightBps: $1, units: number(1...99)) }, publishedOdds: true))
        case .threshold: return .threshold(threshold())
        case .coupon: return .coupon(coupon())
        case .bundle:
            let priceFen = number(2...1_000_000)
            return .bundle(
                Bundle(
                    components: codes("S", 1...4).map { GiftGoods(sku: $0, units: number(2...6)) }, priceFen: priceFen, wholeOnly: flag(), advance: advance(priceFen, start)))
        case .tiered:
            let count = Int(number(1...4))
            if flag() {
                let prices = Array(rising(count).reversed())
                return .tiered(Tiered(basis: .order, mode: flag() ? .whole : .incremental, tiers: zip(rising(count), prices).map { .init(fromUnits: $0, fen: $1) }, scope: scope(named: true)))
            }
            return .tiered(
                Tiered(basis: .period, mode: flag() ? .whole : .incremental, tiers: zip(rising(count), rising(count)).map { .init(fromUnits: $0, fen: $1) }, scope: scope()))
        case .addOn:
            let qualifier = number(1...100_000)
            return .addOn(
                AddOn(
                    qualifier: flag() ? .fen(qualifier) : .units(qualifier), ratio: number(1...qualifier), sku: code("G"), addOnFen: number(0...10_000),
                    maxUnits: number(1...9), scope: scope()))
        case .storedValue:
            return flag()
                ? .storedValue(StoredValue(principalFen: fen(), extra: .bonusFen(fen()), expiresAfterDays: maybe { $0.number(1...999) }))
                : .storedValue(StoredValue(principalFen: fen(), extra: .gift(gift())))
        case .points: return .points(Points(earnBps: number(1...100), redeemFenPerPoint: number(1...100), maxShareBps: number(1...10_000)))
        case .luckyDraw: return .luckyDraw(draw())
        case .nearExpiry:
            let count = Int(number(1...4))
            let days = Array(rising(count).reversed())
            return .nearExpiry(
                NearExpiry(
                    bands: zip(days, rising(count)).map { .init(daysLeft: $0, offBps: $1) }, skus: codes("S", 1...3), lots: maybe { $0.codes("L", 1...3) },
                    maxUnits: maybe { $0.number(1...999) }))
        }
    }

    private mutating func threshold() -> Threshold {
        let byFen = flag()
        let tiers = rising(Int(number(1...4))).map { from in
            let reward: Threshold.Reward
            switch number(0...1) {
            case 0: reward = .gift(GiftGoods(sku: code("G"), units: from))
            default: reward = .offFen(from)
            }
            return Threshold.Tier(from: byFen ? .fen(from) : .units(from), reward: reward)
        }
        let share = Threshold.Tier(from: byFen ? .fen(2_000_000) : .units(2_000_000), reward: .offBps(number(1...10_000)))
        let hasShare = flag()
        return Threshold(scope: scope(), tiers: tiers + (hasShare ? [share] : []), repeat: !hasShare && flag(), capFen: maybe { $0.fen() })
    }

    private mutating func coupon() -> Coupon {
        let external = flag()
        return Coupon(
            codes: flag() ? .shared(code("C")) : .issued(codes("C", 1...5)), category: code("k"), joint: flag(), minFen: number(0...10_000),
            off: flag() ? .fen(fen()) : .bps(number(1...10_000), maxFen: maybe { $0.fen() }), scope: scope(),
            storeList: external ? codes("D", 1...3) : maybe { $0.codes("D", 1...3) }, realName: flag(), external: external)
    }

    private mutating func draw() -> LuckyDraw {
        let source = LuckyDraw.TokenSource.allCases.randomElement(using: &random) ?? .order
        let goods = codes("S", 0...3).map { LuckyDraw.Win.goods(sku: $0, stock: number(1...99)) }
        let least = fen()
        let wins = [.money(minFen: least, maxFen: least + number(0...9))] + goods + (flag() ? [.nothing] : [])
        let weights = weights(wins.count)
        return LuckyDraw(
            tokenSource: source, everyFen: source == .spend ? fen() : nil, prizes: zip(weights, wins).map { .init(weightBps: $0, win: $1) })
    }

    private mutating func scope(named: Bool = false) -> GoodsScope {
        GoodsScope(
            skus: named || flag() ? Set(codes("S", 1...4)) : nil, excludedSKUs: Set(codes("X", 0...2)), brand: maybe { Set([$0.text(), $0.text()]) },
            series: maybe { Set([$0.text()]) }, category: maybe { _ in ["baijiu", "beer"] }, aroma: maybe { _ in ["浓香", "酱香", "其他"] },
            priceBand: maybe { _ in ["super", "entry"] })
    }

    private mutating func advance(_ priceFen: Int64, _ start: Instant) -> AdvanceSale? {
        maybe { campaign in
            let due = start.adding(minutes: campaign.number(1...1000))
            return AdvanceSale(depositFen: campaign.number(1...priceFen - 1), balanceDue: due, shipsAfter: due.adding(minutes: campaign.number(0...1000)))
        }
    }

    private mutating func stacking() -> CampaignStacking {
        let modes: [CampaignStacking.Mode] = [.exclusive, .all, .best(number(1...20))]
        return CampaignStacking(group: text(), mode: modes.randomElement(using: &random) ?? .all, priority: number(0...1000))
    }

    private mutating func windows() -> [CampaignSchedule.DailyWindow] {
        let minutes = Set((0..<number(0...4)).map { _ in number(0...1440) }).sorted()
        return stride(from: 0, to: minutes.count - 1, by: 2).map { .init(fromMinute: minutes[$0], toMinute: minutes[$0 + 1]) }
    }

    private mutating func gift() -> GiftGoods { GiftGoods(sku: code("G"), units: number(1...9)) }

    /// Weights that come to 10000.
    private mutating func weights(_ count: Int) -> [Int64] {
        var left = Int64(10_000)
        return (0..<count).map { index in
            let weight = index == count - 1 ? left : number(1...left - Int64(count - 1 - index))
            left -= weight
            return weight
        }
    }

    /// So many different numbers from 1 to 1000, the least first.
    private mutating func rising(_ count: Int) -> [Int64] {
        var last: Int64 = 0
        return (0..<count).map { _ in
            last += number(1...250)
            return last
        }
    }

    /// Different codes, not in order.
    private mutating func codes(_ prefix: String, _ count: ClosedRange<Int64>) -> [Code] {
        var codes = Set((0..<number(count)).map { _ in code(prefix) }).sorted()
        codes.shuffle(using: &random)
        return codes
    }

    private mutating func code(_ prefix: String) -> Code { Code(stored: "\(prefix)-\(number(1...999))") }

    private mutating func text() -> String { (["端午", "a \"b\"", "中秋\\", "é", "🍶"].randomElement(using: &random) ?? "") + String(number(1...999)) }

    private mutating func fen() -> Int64 { flag() ? number(1...9) : number(1...10_000_000_000) }

    private mutating func flag() -> Bool { .random(using: &random) }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &random) }

    private mutating func maybe<Value>(_ make: (inout RandomCampaign) -> Value) -> Value? { flag() ? make(&self) : nil }
}
