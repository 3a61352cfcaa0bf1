/// What a threshold or a coupon would give, before others of its phase are looked at.
struct Award {
    enum Reward {
        /// By segment; together what it says, before guards.
        case money(parts: [Int64])
        case gift(GiftGoods, unitPriceFen: Int64)
    }

    let number: Int
    let priority: Int64
    let stacking: CampaignStacking
    let reward: Reward
    /// What it gives when it stands alone, guards kept.
    var aloneFen: Int64 = 0
    /// Of a coupon: one of each category.
    var category: Code?
    var joint = true
}

/// What an award came to.
struct Given {
    var fen: Int64 = 0
    /// The guard that cut it.
    var cut: PricingReason?
    var units: Int64 = 0
}

extension PricingRun {
    /// Every award of a phase is measured by what stood when the phase began.
    mutating func beginPhase() {
        for index in segments.indices { segments[index].basisFen = segments[index].netFen }
    }

    func stacking(_ number: Int) -> CampaignStacking { request.campaigns[cases[number].index].definition.stacking }

    func basisFen(of number: Int) -> Int64 {
        var sum: Int64 = 0
        for segment in segments where scope(number, segment.line) { sum += segment.basisFen }
        return sum
    }

    /// By segment what it came to when the phase began, nothing for segments out of scope.
    func weights(of number: Int) -> [Int64] {
        var weights: [Int64] = []
        weights.reserveCapacity(segments.count)
        for segment in segments { weights.append(scope(number, segment.line) ? segment.basisFen : 0) }
        return weights
    }

    /// Gives it and writes it down, as far as the room that is left allows.
    @discardableResult
    mutating func give(_ award: Award) -> Given {
        var given = Given()
        switch award.reward {
        case .money(let parts):
            for index in segments.indices where parts[index] > 0 {
                let segment = segments[index]
                let fen = min(parts[index], segment.headroomFen)
                if fen < parts[index] { given.cut = given.cut ?? guards[segment.line].reason }
                given.fen += fen
                segments[index].netFen -= fen
                segments[index].headroomFen -= fen
                record(award.number, line: segment.line, fen: fen, units: segment.units)
            }
        case .gift(let goods, let unitPriceFen):
            let weights = weights(of: award.number)
            let room = room(by: weights)
            given.units = unitPriceFen > 0 ? min(goods.units, room.fen / unitPriceFen) : goods.units
            if given.units < goods.units { given.cut = room.reason }
            given.fen = given.units * unitPriceFen
            useRoom(given.fen, by: weights)
            if given.units > 0 {
                cases[award.number].fen += given.fen
                gifts.append(GivenGoods(number: award.number, sku: goods.sku, units: given.units, unitPriceFen: unitPriceFen))
            }
        }
        conclude(award.number, given)
        return given
    }

    mutating func conclude(_ number: Int, _ given: Given) {
        cases[number].applied = given.fen > 0 || given.units > 0
        cases[number].reason = given.cut ?? (cases[number].applied ? nil : .notCheaper)
    }

    /// What it would give alone. One that could give nothing, or more than may be spent, is out here and competes with nobody.
    mutating func tryAlone(_ award: Award) -> Award? {
        var trial = Given()
        switch award.reward {
        case .money(let parts):
            for index in segments.indices where parts[index] > 0 {
                let fen = min(parts[index], segments[index].headroomFen)
                if fen < parts[index] { trial.cut = trial.cut ?? guards[segments[index].line].reason }
                trial.fen += fen
            }
        case .gift(let goods, let unitPriceFen):
            let room = room(by: weights(of: award.number))
            trial.units = unitPriceFen > 0 ? min(goods.units, room.fen / unitPriceFen) : goods.units
            if trial.units < goods.units { trial.cut = room.reason }
            trial.fen = trial.units * unitPriceFen
        }
        guard trial.fen > 0 || trial.units > 0 else {
            rule(out: award.number, trial.cut ?? .notCheaper)
            return nil
        }
        if let reason = cases[award.number].left.refusal(of: trial.fen) {
            rule(out: award.number, reason)
            return nil
        }
        var tried = award
        tried.aloneFen = trial.fen
        return tried
    }

    /// How much may be given away with goods, counted as a discount of all of them in proportion to `weights`: as much as leaves every
    /// segment within its own room.
    func room(by weights: [Int64]) -> (fen: Int64, reason: PricingReason) {
        let whole = weights.reduce(0, +)
        var least: (fen: Int64, reason: PricingReason)?
        for index in segments.indices where weights[index] > 0 {
            let fen = Proportion.of(segments[index].headroomFen, whole, weights[index])
            if let known = least, known.fen <= fen { continue }
            least = (fen, guards[segments[index].line].reason)
        }
        return least ?? (0, .floorPrice)
    }

    /// What is given away takes room of the goods that earned it, and nothing off their price.
    mutating func useRoom(_ fen: Int64, by weights: [Int64]) {
        let parts = Proportion.split(fen, by: weights)
        for index in segments.indices { segments[index].headroomFen -= parts[index] }
    }
}
