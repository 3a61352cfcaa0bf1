extension Threshold {
    /// Tiers rise, all by fen or all by units; a higher one gives no less of the same than a lower one, and none more money than was spent to reach it.
    /// What repeats is an amount or a gift: a share grows with the amount by itself.
    static func read(_ form: inout ObjectForm) -> Threshold {
        let scope = GoodsScope.read(&form)
        let tiers = form.objects("tiers", 1...20) { (from: Measure.read(&$0, fen: "minFen", units: "minUnits"), reward: Reward.read(&$0)) }
        form.noteFaults(mixedMeasures(tiers.map(\.from)))
        form.noteFaults(
            CampaignRules.rising(
                tiers.map { $0.from?.value }, at: { "/tiers/\($0)/\(tiers[$0].from?.isFen == true ? "minFen" : "minUnits")" }, "TIERS_NOT_RISING",
                "Each tier must begin above the one before it."))
        form.noteFaults(tooGenerous(tiers) + fallingRewards(tiers.map(\.reward)))
        let repeats = form.bool("repeat", default: false)
        if repeats, tiers.contains(where: { $0.reward?.isShare == true }) {
            form.refuse("repeat", "CONTRADICTION", "A share of the amount can't repeat: it grows with the amount.")
        }
        return Threshold(
            scope: scope, tiers: tiers.map { Tier(from: $0.from ?? .fen(1), reward: $0.reward ?? .offFen(1)) }, repeat: repeats,
            capFen: form.optionalInt("capFen", CampaignRange.fen))
    }

    func write(to json: inout JSONObjectWriter) {
        json.object("scope", scope.write)
        json.array("tiers", tiers) { json, tier in
            switch tier.from {
            case .fen(let fen): json.field("minFen", fen)
            case .units(let units): json.field("minUnits", units)
            }
            switch tier.reward {
            case .offFen(let fen): json.field("offFen", fen)
            case .offBps(let bps): json.field("offBps", bps)
            case .gift(let gift): json.object("gift", gift.write)
            }
        }
        json.field("repeat", `repeat`)
        json.fieldIfPresent("capFen", capFen)
    }

    private typealias Read = (from: Measure?, reward: Reward?)

    private static func mixedMeasures(_ measures: [Measure?]) -> [Fault] {
        guard let first = measures.lazy.compactMap({ $0 }).first else { return [] }
        return measures.enumerated().compactMap { index, measure in
            guard let measure, measure.isFen != first.isFen else { return nil }
            let place = "/tiers/\(index)/\(measure.isFen ? "minFen" : "minUnits")"
            return Fault(place, "MIXED_MEASURES", "Tiers are all measured in fen or all in units.")
        }
    }

    private static func tooGenerous(_ tiers: [Read]) -> [Fault] {
        tiers.enumerated().compactMap { index, tier in
            guard case .fen(let minFen) = tier.from, case .offFen(let offFen) = tier.reward, offFen > minFen else { return nil }
            return Fault("/tiers/\(index)/offFen", "OFF_ABOVE_THRESHOLD", "A tier can't give more than what reaches it.", figures: [Figure("minFen", minFen)])
        }
    }

    private static func fallingRewards(_ rewards: [Reward?]) -> [Fault] {
        rewards.indices.dropFirst().compactMap { index in
            guard let reward = rewards[index], let before = rewards[index - 1], let field = reward.fieldIfLess(than: before) else { return nil }
            return Fault("/tiers/\(index)/\(field)", "REWARDS_NOT_RISING", "A higher tier can't give less than a lower one.")
        }
    }
}

extension Threshold.Measure {
    /// One of two fields; nil where there is no good one.
    static func read(_ form: inout ObjectForm, fen: String, units: String) -> Self? {
        guard let said = form.oneOf(fen, units) else { return nil }
        return said == fen ? form.optionalInt(fen, CampaignRange.fen).map { .fen($0) } : form.optionalInt(units, CampaignRange.units).map { .units($0) }
    }

    var isFen: Bool { if case .fen = self { true } else { false } }

    var value: Int64 {
        switch self {
        case .fen(let value), .units(let value): value
        }
    }
}

extension Threshold.Reward {
    fileprivate static func read(_ form: inout ObjectForm) -> Self? {
        switch form.oneOf("offFen", "offBps", "gift") {
        case "offFen": form.optionalInt("offFen", CampaignRange.fen).map { .offFen($0) }
        case "offBps": form.optionalInt("offBps", CampaignRange.bps).map { .offBps($0) }
        case "gift": form.optionalObject("gift", GiftGoods.read).map { .gift($0) }
        default: nil
        }
    }

    fileprivate var isShare: Bool { if case .offBps = self { true } else { false } }

    /// The field in which this gives less than `other`; nil when it doesn't, or when they can't be compared.
    fileprivate func fieldIfLess(than other: Self) -> String? {
        switch (self, other) {
        case (.offFen(let fen), .offFen(let otherFen)): fen < otherFen ? "offFen" : nil
        case (.offBps(let bps), .offBps(let otherBps)): bps < otherBps ? "offBps" : nil
        case (.gift(let gift), .gift(let otherGift)): gift.sku == otherGift.sku && gift.units < otherGift.units ? "gift/units" : nil
        default: nil
        }
    }
}
