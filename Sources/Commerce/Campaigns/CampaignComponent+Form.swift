extension CampaignComponent {
    /// A component with what campaigns.md lists among its settings and a definition keeps elsewhere.
    struct Reading {
        var component: CampaignComponent
        var dailyWindows: [CampaignSchedule.DailyWindow] = []
        var audience: CampaignAudience?
    }

    /// What stands for a component that couldn't be read.
    static let standIn = CampaignComponent.points(Points(earnBps: 1, redeemFenPerPoint: 1, maxShareBps: 1))

    /// The field `component`. When its kind isn't known, nothing is known of the rest.
    static func read(_ form: inout ObjectForm, owner: Code) -> Reading {
        switch form.choiceIfGood("kind", from: CampaignKind.allCases) {
        case nil:
            form.passOver()
            return Reading(component: standIn)
        case .flashSale:
            let sale = FlashSale.read(&form)
            return Reading(component: .flashSale(sale), dailyWindows: CampaignSchedule.DailyWindow.read(&form))
        case .groupBuy: return Reading(component: .groupBuy(GroupBuy.read(&form)))
        case .blindBox: return Reading(component: .blindBox(BlindBox.read(&form)))
        case .threshold: return Reading(component: .threshold(Threshold.read(&form)))
        case .coupon: return Reading(component: .coupon(Coupon.read(&form)))
        case .bundle:
            let bundle = Bundle.read(&form)
            return Reading(component: .bundle(bundle), audience: CampaignAudience.read(&form, owner: owner))
        case .tiered: return Reading(component: .tiered(Tiered.read(&form)))
        case .addOn: return Reading(component: .addOn(AddOn.read(&form)))
        case .storedValue: return Reading(component: .storedValue(StoredValue.read(&form)))
        case .points: return Reading(component: .points(Points.read(&form)))
        case .luckyDraw: return Reading(component: .luckyDraw(LuckyDraw.read(&form)))
        case .nearExpiry: return Reading(component: .nearExpiry(NearExpiry.read(&form)))
        }
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("kind", kind.rawValue)
        switch self {
        case .flashSale(let settings): settings.write(to: &json)
        case .groupBuy(let settings): settings.write(to: &json)
        case .blindBox(let settings): settings.write(to: &json)
        case .threshold(let settings): settings.write(to: &json)
        case .coupon(let settings): settings.write(to: &json)
        case .bundle(let settings): settings.write(to: &json)
        case .tiered(let settings): settings.write(to: &json)
        case .addOn(let settings): settings.write(to: &json)
        case .storedValue(let settings): settings.write(to: &json)
        case .points(let settings): settings.write(to: &json)
        case .luckyDraw(let settings): settings.write(to: &json)
        case .nearExpiry(let settings): settings.write(to: &json)
        }
    }

    /// The advance sale of the kinds that may be one.
    var advance: AdvanceSale? {
        switch self {
        case .flashSale(let sale): sale.advance
        case .groupBuy(let group): group.advance
        case .bundle(let bundle): bundle.advance
        default: nil
        }
    }
}
