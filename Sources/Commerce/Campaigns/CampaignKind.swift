/// The twelve kinds of component (营销组件), each with settings and a rule of its own.
package enum CampaignKind: String, CaseIterable, Sendable {
    /// 地域秒杀
    case flashSale
    /// 主题拼团
    case groupBuy
    /// 文化盲盒
    case blindBox
    /// 满减, 满赠
    case threshold
    /// 优惠券, 消费券
    case coupon
    /// 定制套餐
    case bundle
    /// 阶梯价, 阶梯返利
    case tiered
    /// N 元换购
    case addOn
    /// 储值
    case storedValue
    /// 积分
    case points
    /// 抽奖, 红包
    case luckyDraw
    /// 临期特惠
    case nearExpiry
}

/// When in pricing a component has its say. Phases follow each other; what one did, the next starts from.
package enum PricingPhase: Int, CaseIterable, Comparable, Sendable {
    /// One winner a line.
    case linePrice
    /// Units that form a bundle leave their line price for the bundle's.
    case bundle
    /// By net amount or units in scope, after bundles.
    case threshold
    case coupon
    case addOn
    /// How the rest is paid; no discount.
    case tender
    /// Earned once the order is shipped or received; no discount of this order.
    case afterwards

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
