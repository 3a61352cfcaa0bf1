/// What a drink is made of, which decides how it is taxed, stored and shelved.
package enum SKUCategory: String, CaseIterable, Sendable {
    /// 白酒
    case baijiu
    /// 露酒 and 养生酒
    case health
    /// 果酒
    case fruit
    /// 葡萄酒
    case wine
    /// 啤酒
    case beer
    /// 黄酒
    case huangjiu
}

/// Where a SKU stands in the brand's range of prices.
package enum PriceBand: String, CaseIterable, Sendable {
    case entry, mid, premium, `super`
}

/// A SKU is prepared, sold, and one day not sold any more. It is never deleted: orders, stock and prices go on naming it.
package enum SKUStatus: String, CaseIterable, Sendable {
    /// Seen by its owner and those above, sold to nobody.
    case draft
    case active
    /// Seen, but not sold any more.
    case discontinued
}

/// The aroma types of baijiu that have a standard of their own (GB/T 10781.1 to .11 and the local standards they grew from), by their
/// Chinese names. 其他 is for what has none of them: every other category, and baijiu outside the types. A SKU of another category may
/// still name one, as a 露酒 on a base of 清香 does.
package enum Aroma: String, CaseIterable, Sendable {
    case strong = "浓香"
    case light = "清香"
    case sauce = "酱香"
    case mixed = "兼香"
    case rice = "米香"
    case phoenix = "凤香"
    case medicine = "药香"
    case blackBean = "豉香"
    case sesame = "芝麻香"
    case special = "特香"
    case laobaigan = "老白干香"
    case fuyu = "馥郁香"
    case other = "其他"
}
