import Commerce

extension ObjectForm {
    /// The body of a pricing simulation. A campaign is the buyer's region's when it doesn't say whose it is.
    mutating func pricingSimulation() throws -> PricingSimulation {
        let at = instant("at")
        let buyer = object("buyer") { buyer in
            (organization: buyer.code("organization"), region: buyer.code("region"), tier: buyer.optionalCode("tier"))
        }
        var number = -1
        let lines = objects("lines", 1...PricingSimulation.maxLines, tooMany: "TOO_MANY_LINES") { line in
            number += 1
            return line.pricedLine(number)
        }
        let campaigns = objects("campaigns", 0...PricingSimulation.maxCampaigns, tooMany: "TOO_MANY_CAMPAIGNS") { campaign in
            Campaign(
                id: campaign.code("id"), version: campaign.optionalInt("version", 1...Int32.max) ?? 1,
                definition: CampaignDefinition.read(&campaign, owner: buyer?.region ?? Self.headquarters))
        }
        let coupons = coupons(atMost: OrderDraft.maxCoupons)
        let joinedGroups = optionalCodes("joinedGroups", 0...PricingSimulation.maxCampaigns)
        let goods = optionalObjects("goods", 0...PricingSimulation.maxGoods) { goods in
            PricingSimulation.Goods(
                sku: goods.code("sku"), value: PricingRequest.Goods(unitPriceFen: goods.unitPriceFen(), floorPriceFen: goods.floorPriceFen()))
        }
        return try draft {
            try PricingSimulation(
                at: at,
                buyer: PricingRequest.Buyer(
                    organization: buyer?.organization ?? Self.headquarters, ancestors: [buyer?.region, Self.headquarters].compactMap { $0 },
                    tier: buyer?.tier?.text),
                lines: lines, campaigns: campaigns, coupons: coupons, joinedGroups: joinedGroups, goods: goods ?? [])
        }
    }

    /// The root of every tree. A what-if has no tree to ask for its code.
    private static let headquarters = Code(stored: "HQ")

    private mutating func pricedLine(_ number: Int) -> PricingRequest.Line {
        PricingRequest.Line(
            line: number, sku: code("sku"), units: int("units", 1...PricingSimulation.maxUnits), unitPriceFen: unitPriceFen(), floorPriceFen: floorPriceFen(),
            marginFloorFen: optionalInt("marginFloorFen", PriceDraft.unitPriceFenRange), attributes: goodsAttributes("attributes"),
            lots: optionalObjects("lots", 0...PricingSimulation.maxLots) { lot in
                PricingRequest.Lot(lot: lot.code("lot"), bestBefore: lot.day("bestBefore"), units: lot.int("units", 1...PricingSimulation.maxUnits))
            } ?? [])
    }

    private mutating func unitPriceFen() -> Int64 { int("unitPriceFen", PriceDraft.unitPriceFenRange) }

    private mutating func floorPriceFen() -> Int64 { int("floorPriceFen", PriceDraft.unitPriceFenRange) }

    /// A SKU is told from others by whatever its owner likes, in text or numbers; campaigns look at five of them, which are text.
    private mutating func goodsAttributes(_ name: String) -> GoodsAttributes {
        optionalObject(name) { attributes in
            let known = GoodsAttributes(
                brand: attributes.optionalText("brand", Self.attributeLength), series: attributes.optionalText("series", Self.attributeLength),
                category: attributes.optionalText("category", Self.attributeLength), aroma: attributes.optionalText("aroma", Self.attributeLength),
                priceBand: attributes.optionalText("priceBand", Self.attributeLength))
            for field in attributes.unreadFields() {
                switch field.value {
                case .integer, .number: break
                case .string, .brokenString: _ = attributes.optionalText(field.name, Self.attributeLength)
                case .null, .bool, .array, .object: attributes.wrongType(field.name, "text or a number")
                }
            }
            return known
        } ?? GoodsAttributes()
    }

    private static let attributeLength = 0...200

    /// `2026-11-22`.
    private mutating func day(_ name: String) -> CalendarDay {
        let standIn = CalendarDay(daysSince1970: 0)
        guard required(name) != nil, let text = optionalText(name, 0...100) else { return standIn }
        if text.utf8.count == 10, let day = Instant(rfc3339: text + "T00:00:00Z")?.day() { return day }
        refuse(name, "INVALID_DATE", "\(name) must be a day such as 2026-11-22.")
        return standIn
    }
}
