extension PricingSheet {
    /// What a campaign would take off, or give away, in its phase.
    struct Discount {
        let entry: Int
        /// Off each of `segments`.
        var offs: [Int64] = []
        var segments: [Int] = []
        var given: Given?
        /// What the gift takes up of each segment's headroom.
        var earned: [Int64] = []
        /// Why it is less than the campaign says.
        var cut: PricingReason?

        var fen: Int64 { offs.reduce(0, +) + (given?.fen ?? 0) }
    }

    /// Net of each segment at a phase's start: what the phase's campaigns measure and divide by, whatever each of them takes off.
    struct Start {
        let fen: [Int64]

        init(_ sheet: PricingSheet) { fen = sheet.segments.map(\.fen) }

        func measure(_ segments: [Int]) -> Int64 { segments.reduce(0) { $0 + fen[$1] } }
    }

    /// Divides `off` over segments in proportion to their net at the phase's start, each at most to its headroom now. What is cut back is
    /// given nowhere else.
    func spread(_ off: Int64, of entry: Int, over segments: [Int], _ start: Start) -> Discount {
        var discount = Discount(entry: entry)
        discount.segments = segments
        discount.offs = LargestRemainder.split(off, by: segments.map { start.fen[$0] })
        for (index, segment) in segments.enumerated() {
            let room = self.segments[segment].headroomFen
            guard discount.offs[index] > room else { continue }
            discount.offs[index] = room
            discount.cut = stronger(discount.cut, guarding(line: self.segments[segment].line))
        }
        return discount
    }

    /// Gives away as many units as the segments that earn them can bear: their list value, divided as a discount would be, must leave each bottle
    /// at its least price.
    func give(_ gift: GiftGoods, times: Int64, capFen: Int64?, of entry: Int, over segments: [Int], _ start: Start) -> Discount {
        var discount = Discount(entry: entry)
        guard let goods = request.goods[gift.sku] else {
            discount.cut = .giftUnavailable
            return discount
        }
        let price = goods.unitPriceFen
        var most = gift.units.multiplied(by: times) ?? .max
        if price > 0 { most = min(most, (capFen ?? .max) / price) }
        // Never worth more than what earns it, so that it can be divided.
        let bearable = price > 0 ? min(most, start.measure(segments) / price) : most
        let weights = segments.map { start.fen[$0] }
        let rooms = segments.map { self.segments[$0].headroomFen }
        let units = Self.largest(upTo: bearable) { units in
            zip(LargestRemainder.split(units * price, by: weights), rooms).allSatisfy { $0 <= $1 }
        }
        if units < most, let tight = segments.first { discount.cut = guarding(line: self.segments[tight].line) }
        guard units > 0 else {
            discount.cut = discount.cut ?? .floorPrice
            return discount
        }
        discount.segments = segments
        discount.earned = LargestRemainder.split(units * price, by: weights)
        discount.given = Given(sku: gift.sku, units: units, unitPriceFen: price)
        return discount
    }

    /// A number that fits, by halving: all of `most`, or one of which one more doesn't fit. A share can shrink by a fen when the whole grows (the
    /// Alabama paradox of largest remainders), so that rarely there is another such number above it.
    static func largest(upTo most: Int64, _ fits: (Int64) -> Bool) -> Int64 {
        guard most > 0, !fits(most) else { return max(0, most) }
        var (low, high) = (Int64(0), most)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if fits(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// Of two guards the margin's is named.
    func stronger(_ left: PricingReason?, _ right: PricingReason?) -> PricingReason? {
        left == .marginGuard ? left : right ?? left
    }

    /// Applies the discounts of a phase, higher priority first. Each was worked out as if it stood alone, and so the first holds as it is; what
    /// comes after it is worked out again on the headroom that is left.
    mutating func apply(_ kept: [Discount], again: (Int, Self) -> Discount?) {
        var isFirst = true
        for discount in kept.sorted(by: { goes($0.entry, before: $1.entry) }) {
            guard let now = isFirst ? discount : again(discount.entry, self) else { continue }
            apply(now)
            isFirst = false
        }
    }

    private mutating func apply(_ discount: Discount) {
        for (index, segment) in discount.segments.enumerated() {
            if !discount.offs.isEmpty { segments[segment].take(discount.offs[index], for: discount.entry) }
            if !discount.earned.isEmpty { segments[segment].earnedFen += discount.earned[index] }
        }
        entries[discount.entry].given = discount.given
        entries[discount.entry].isOpen = false
        entries[discount.entry].reason = discount.cut
        if discount.fen == 0, discount.given == nil { entries[discount.entry].reason = discount.cut ?? .notCheaper }
    }
}
