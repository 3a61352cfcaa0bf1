/// What a campaign does: one of the twelve kinds with its settings, which can't contradict each other.
package enum CampaignComponent: Equatable, Sendable {
    case flashSale(FlashSale)
    case groupBuy(GroupBuy)
    case blindBox(BlindBox)
    case threshold(Threshold)
    case coupon(Coupon)
    case bundle(Bundle)
    case tiered(Tiered)
    case addOn(AddOn)
    case storedValue(StoredValue)
    case points(Points)
    case luckyDraw(LuckyDraw)
    case nearExpiry(NearExpiry)

    package var kind: CampaignKind {
        switch self {
        case .flashSale: .flashSale
        case .groupBuy: .groupBuy
        case .blindBox: .blindBox
        case .threshold: .threshold
        case .coupon: .coupon
        case .bundle: .bundle
        case .tiered: .tiered
        case .addOn: .addOn
        case .storedValue: .storedValue
        case .points: .points
        case .luckyDraw: .luckyDraw
        case .nearExpiry: .nearExpiry
        }
    }

    package var phase: PricingPhase {
        switch self {
        case .flashSale, .groupBuy, .nearExpiry: .linePrice
        case .tiered(let tiered): tiered.basis == .order ? .linePrice : .afterwards
        case .bundle, .blindBox: .bundle
        case .threshold: .threshold
        case .coupon: .coupon
        case .addOn: .addOn
        case .storedValue: .tender
        // Points are spent in the tender and earned afterwards; in an order nobody spends them on, only the latter happens.
        case .points: .tender
        case .luckyDraw: .afterwards
        }
    }
}
