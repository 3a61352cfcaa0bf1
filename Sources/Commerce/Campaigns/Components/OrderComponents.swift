/// 满减, 满赠: by what the goods in scope come to after bundles, the highest tier reached gives money off or a gift.
package struct Threshold: Equatable, Sendable {
    package enum Measure: Equatable, Sendable {
        case fen(Int64)
        case units(Int64)
    }
    package enum Reward: Equatable, Sendable {
        case offFen(Int64)
        case offBps(Int64)
        case gift(GiftGoods)
    }
    package struct Tier: Equatable, Sendable {
        package var from: Measure
        package var reward: Reward

        package init(from: Measure, reward: Reward) {
            self.from = from
            self.reward = reward
        }
    }
    package var scope: GoodsScope
    /// Rising, all by fen or all by units.
    package var tiers: [Tier]
    /// The highest tier's reward once for each whole time it is reached.
    package var `repeat`: Bool
    /// At most so much off; gifts count by their list value.
    package var capFen: Int64?

    package init(scope: GoodsScope, tiers: [Tier], repeat: Bool, capFen: Int64? = nil) {
        self.scope = scope
        self.tiers = tiers
        self.repeat = `repeat`
        self.capFen = capFen
    }
}

/// What is given away: so many bottles.
package struct GiftGoods: Equatable, Sendable {
    package var sku: Code
    package var units: Int64

    package init(sku: Code, units: Int64) {
        self.sku = sku
        self.units = units
    }
}

/// 优惠券, 消费券: who presents the code gets `off`, at most what the goods in scope come to.
package struct Coupon: Equatable, Sendable {
    package enum Off: Equatable, Sendable {
        case fen(Int64)
        case bps(Int64, maxFen: Int64?)
    }
    /// One code for everybody, or a list of codes each good once.
    package enum Codes: Equatable, Sendable {
        case shared(Code)
        case issued([Code])
    }
    package var codes: Codes
    /// One coupon of a category an order.
    package var category: Code
    /// Whether coupons of other categories may stand beside it.
    package var joint: Bool
    package var minFen: Int64
    package var off: Off
    package var scope: GoodsScope
    /// Only in these stores; nil: wherever the audience reaches. External vouchers must have it.
    package var storeList: [Code]?
    /// Tells whoever takes it to check whose it is (实名); nobody's real name is known here.
    package var realName: Bool
    /// Issued by somebody else, to whom its use is reported.
    package var external: Bool

    package init(
        codes: Codes, category: Code, joint: Bool, minFen: Int64, off: Off, scope: GoodsScope, storeList: [Code]? = nil, realName: Bool, external: Bool
    ) {
        self.codes = codes
        self.category = category
        self.joint = joint
        self.minFen = minFen
        self.off = off
        self.scope = scope
        self.storeList = storeList
        self.realName = realName
        self.external = external
    }
}

/// 定制套餐: these units together for one price, allocated to them by their list price.
package struct Bundle: Equatable, Sendable {
    package var components: [GiftGoods]
    package var priceFen: Int64
    /// Given back whole only.
    package var wholeOnly: Bool
    package var advance: AdvanceSale?

    package init(components: [GiftGoods], priceFen: Int64, wholeOnly: Bool, advance: AdvanceSale? = nil) {
        self.components = components
        self.priceFen = priceFen
        self.wholeOnly = wholeOnly
        self.advance = advance
    }
}

/// N 元换购: who buys enough may have so many units of another SKU, ordered on a line of its own, at `addOnFen` each.
package struct AddOn: Equatable, Sendable {
    /// What must be bought besides.
    package var qualifier: Threshold.Measure
    /// Fen, or units, of qualifying goods for each add-on unit.
    package var ratio: Int64
    package var sku: Code
    package var addOnFen: Int64
    package var maxUnits: Int64
    package var scope: GoodsScope

    package init(qualifier: Threshold.Measure, ratio: Int64, sku: Code, addOnFen: Int64, maxUnits: Int64, scope: GoodsScope) {
        self.qualifier = qualifier
        self.ratio = ratio
        self.sku = sku
        self.addOnFen = addOnFen
        self.maxUnits = maxUnits
        self.scope = scope
    }
}
