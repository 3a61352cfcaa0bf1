/// 地域秒杀: a price for up to `quotaUnits` in all and `perBuyerUnits` each; what a line has beyond that stays at its list price, and no
/// other line price applies to it.
package struct FlashSale: Equatable, Sendable {
    package var sku: Code
    package var priceFen: Int64
    package var quotaUnits: Int64
    /// Nil: a buyer may take all of it.
    package var perBuyerUnits: Int64?
    package var advance: AdvanceSale?

    package init(sku: Code, priceFen: Int64, quotaUnits: Int64, perBuyerUnits: Int64? = nil, advance: AdvanceSale? = nil) {
        self.sku = sku
        self.priceFen = priceFen
        self.quotaUnits = quotaUnits
        self.perBuyerUnits = perBuyerUnits
        self.advance = advance
    }
}

/// 主题拼团: a price for who joins a group that fills: `size` buyers within `joinMinutes` of the first. Money is held meanwhile.
package struct GroupBuy: Equatable, Sendable {
    package var sku: Code
    package var priceFen: Int64
    package var size: Int64
    package var joinMinutes: Int64
    package var perBuyerUnits: Int64?
    package var advance: AdvanceSale?

    package init(sku: Code, priceFen: Int64, size: Int64, joinMinutes: Int64, perBuyerUnits: Int64? = nil, advance: AdvanceSale? = nil) {
        self.sku = sku
        self.priceFen = priceFen
        self.size = size
        self.joinMinutes = joinMinutes
        self.perBuyerUnits = perBuyerUnits
        self.advance = advance
    }
}

/// 阶梯价 by the quantity of an order, or 阶梯返利 by what was received in a period.
package struct Tiered: Equatable, Sendable {
    package enum Basis: String, CaseIterable, Sendable { case order, period }
    package enum Mode: String, CaseIterable, Sendable {
        /// Each unit at the price of the tier that it falls into; units before the first tier at their list price.
        case incremental
        /// All units at the price of the highest tier reached.
        case whole
    }
    package struct Tier: Equatable, Sendable {
        package var fromUnits: Int64
        /// A price a bottle for `order`, a rebate a bottle for `period`.
        package var fen: Int64

        package init(fromUnits: Int64, fen: Int64) {
            self.fromUnits = fromUnits
            self.fen = fen
        }
    }
    package var basis: Basis
    package var mode: Mode
    /// Rising by `fromUnits`; prices fall, rebates rise.
    package var tiers: [Tier]
    package var scope: GoodsScope

    package init(basis: Basis, mode: Mode, tiers: [Tier], scope: GoodsScope) {
        self.basis = basis
        self.mode = mode
        self.tiers = tiers
        self.scope = scope
    }
}

/// 临期特惠: a share off the units of lots that expire soon, first-expiring first.
package struct NearExpiry: Equatable, Sendable {
    package struct Band: Equatable, Sendable {
        /// For lots with at most so many days left until their best-before date.
        package var daysLeft: Int64
        package var offBps: Int64

        package init(daysLeft: Int64, offBps: Int64) {
            self.daysLeft = daysLeft
            self.offBps = offBps
        }
    }
    /// Falling by `daysLeft`, their shares rising.
    package var bands: [Band]
    package var skus: [Code]
    /// Only these lots; nil: all.
    package var lots: [Code]?
    package var maxUnits: Int64?

    package init(bands: [Band], skus: [Code], lots: [Code]? = nil, maxUnits: Int64? = nil) {
        self.bands = bands
        self.skus = skus
        self.lots = lots
        self.maxUnits = maxUnits
    }
}

/// 预售: a deposit now, the balance by a date, goods afterwards.
package struct AdvanceSale: Equatable, Sendable {
    /// A bottle.
    package var depositFen: Int64
    package var balanceDue: Instant
    package var shipsAfter: Instant

    package init(depositFen: Int64, balanceDue: Instant, shipsAfter: Instant) {
        self.depositFen = depositFen
        self.balanceDue = balanceDue
        self.shipsAfter = shipsAfter
    }
}
