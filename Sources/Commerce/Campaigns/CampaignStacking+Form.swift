extension CampaignStacking {
    /// The field `stacking`; without it, and without its parts, a campaign is exclusive among its like.
    static func read(_ form: inout ObjectForm, group standard: String) -> CampaignStacking {
        form.optionalObject("stacking") { stacking in
            let group = stacking.has("group") ? stacking.text("group", 1...64) : standard
            let mode = stacking.has("mode") ? stacking.choiceIfGood("mode", from: ModeName.allCases) : .exclusive
            let priority = stacking.optionalInt("priority", CampaignRange.priority) ?? 0
            switch mode {
            case .best:
                return CampaignStacking(group: group, mode: .best(stacking.int("count", CampaignRange.best)), priority: priority)
            case .exclusive, .all:
                if stacking.has("count") {
                    _ = stacking.value("count")
                    stacking.refuse("count", "CONTRADICTION", "Only of the best ones there is a count.")
                }
            case nil:
                stacking.passOver()
            }
            return CampaignStacking(group: group, mode: mode == .all ? .all : .exclusive, priority: priority)
        } ?? CampaignStacking(group: standard, mode: .exclusive, priority: 0)
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("group", group)
        switch mode {
        case .exclusive: json.field("mode", ModeName.exclusive.rawValue)
        case .best(let count):
            json.field("mode", ModeName.best.rawValue)
            json.field("count", count)
        case .all: json.field("mode", ModeName.all.rawValue)
        }
        json.field("priority", priority)
    }

    private enum ModeName: String, CaseIterable { case exclusive, best, all }
}

extension CampaignComponent {
    /// The stacking group of a campaign that names none: coupons of a category among themselves, discounts of an order among themselves,
    /// and otherwise those of a kind.
    var standardGroup: String {
        switch self {
        case .coupon(let coupon): "coupon-" + coupon.category.text
        case .threshold: "order-discount"
        default: kind.rawValue
        }
    }
}
