/// What a storedValue campaign's offer comes to when it is taken so many times at once.
package struct StoredValueOffer: Equatable, Sendable {
    package let times: Int64
    package let principalFen: Int64
    package let bonusFen: Int64
    /// From when on the bonus is gone; nil: it stays, or there is none.
    package let expiresAt: Instant?
    package let gift: GiftGoods?
    /// The gift at its list price; 0 without one.
    package let giftFen: Int64
    /// What is given on top of the principal, and counts against the campaign's budget.
    package let givenFen: Int64

    /// - Parameter giftPriceFen: The list price of a bottle of the gift.
    /// - Returns: nil for amounts that can't be counted.
    package init?(_ offer: StoredValue, times: Int64, at instant: Instant, giftPriceFen: Int64 = 0) {
        guard times >= 1, let principalFen = offer.principalFen.multiplied(by: times) else { return nil }
        self.times = times
        self.principalFen = principalFen
        switch offer.extra {
        case .bonusFen(let fen):
            guard let bonusFen = fen.multiplied(by: times) else { return nil }
            self.bonusFen = bonusFen
            expiresAt = offer.expiresAfterDays.map { instant.adding(days: $0) }
            gift = nil
            giftFen = 0
        case .gift(let goods):
            guard let units = goods.units.multiplied(by: times), let giftFen = giftPriceFen.multiplied(by: units) else { return nil }
            bonusFen = 0
            self.giftFen = giftFen
            expiresAt = nil
            gift = GiftGoods(sku: goods.sku, units: units)
        }
        givenFen = bonusFen + giftFen
    }

    /// Each time is a use, and the bonus, or the gift at its list price, is what is given; all of it or nothing.
    /// - Throws: `.limitReached` for the buyer's limits, otherwise `.budgetSpent`.
    package func check(within left: CampaignAllowance) throws(StoredValueRefusal) {
        func exceeds(_ amount: Int64, _ left: Int64?) -> Bool { left.map { amount > $0 } ?? false }
        if exceeds(times, left.buyerUses) || exceeds(givenFen, left.buyerFen) { throw .limitReached }
        if exceeds(times, left.uses) || exceeds(givenFen, left.amountFen) || exceeds(givenFen, left.dayFen) || exceeds(givenFen, left.regionFen) {
            throw .budgetSpent
        }
    }
}
