extension CampaignKind {
    /// The fields that the settings of a component of this kind may have, beside `kind`.
    package var settingNames: [String] {
        switch self {
        case .flashSale: ["sku", "priceFen", "quotaUnits", "perBuyerUnits", "dailyWindows"] + Self.advanceNames
        case .groupBuy: ["sku", "priceFen", "size", "joinMinutes", "perBuyerUnits"] + Self.advanceNames
        case .blindBox: ["priceFen", "pool", "publishedOdds"]
        case .threshold: ["scope", "tiers", "repeat", "capFen"]
        case .coupon:
            ["code", "codes", "category", "joint", "minFen", "offFen", "offBps", "maxFen", "scope", "storeList", "realName", "external"]
        case .bundle: ["components", "priceFen", "audience", "wholeOnly"] + Self.advanceNames
        case .tiered: ["basis", "mode", "tiers", "scope"]
        case .addOn: ["qualifierFen", "qualifierUnits", "ratio", "sku", "addOnFen", "maxUnits", "scope"]
        case .storedValue: ["principalFen", "bonusFen", "gift", "expiresAfterDays"]
        case .points: ["earnBps", "redeemFenPerPoint", "maxShareBps"]
        case .luckyDraw: ["tokenSource", "everyFen", "prizes"]
        case .nearExpiry: ["bands", "skus", "lots", "maxUnits"]
        }
    }

    private static var advanceNames: [String] { ["depositFen", "balanceDue", "shipsAfter"] }

    /// Whether a campaign of this kind may have something at this place, though nothing is there.
    func knows(_ path: JSONPointer) -> Bool {
        let parts: [String: [String]] = [
            "component": settingNames, "schedule": ["startsAt", "endsAt", "dailyWindows", "timeZone"], "stacking": ["group", "mode", "count", "priority"],
            "budget": ["amountFen", "uses", "perBuyerUses", "perBuyerFen", "perDayFen", "perRegionFen"], "audience": ["organizations", "tiers"],
        ]
        switch path.tokens.count {
        case 1: return parts[path.tokens[0]] != nil || CampaignTemplate.ownPaths.contains(path)
        case 2: return parts[path.tokens[0]]?.contains(path.tokens[1]) ?? false
        case 3:
            let scope = ["skus", "excludedSkus", "brand", "series", "category", "aroma", "priceBand"]
            return settingNames.contains("scope") && path.tokens.prefix(2) == ["component", "scope"] && scope.contains(path.tokens[2])
        default: return false
        }
    }
}
