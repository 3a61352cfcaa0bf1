import Commerce
import Postgres

extension Work {
    /// The frozen pricing of an order, by which a return is told what the rest still earns.
    /// - Returns: nil when no campaign gave it anything.
    func keptDiscount(of order: LockedOrder) async throws -> KeptDiscount? {
        guard order.lines.contains(where: { $0.discountFen > 0 }) else { return nil }
        let rows = try await run(FrozenCampaigns(order: order.id))
        guard !rows.isEmpty else { return nil }
        let snapshot = brand.catalog.current
        let attributes = Dictionary(order.lines.map { ($0.code, snapshot.skus[$0.sku]?.attributes ?? GoodsAttributes()) }) { first, _ in first }
        var scopeLines: [Code: Set<Int>] = [:]
        var giftValueFen: [Code: Int64] = [:]
        for row in rows {
            // Of an order from before they were kept, what is known today.
            scopeLines[row.campaign.id] = row.scopeLines.map { Set($0.map { Int($0) }) }
            giftValueFen.merge(row.giftValueFen ?? snapshot.listPrices(of: row.campaign.facts.gifts)) { first, _ in first }
        }
        guard
            let discount = KeptDiscount(
                try order.frozenPricing(Array(rows)), campaigns: rows.map(\.campaign), attributes: attributes, scopeLines: scopeLines,
                giftValueFen: giftValueFen)
        else { throw BrokenOrder(order: order.id, line: 0) }
        return discount
    }
}

extension Snapshot {
    fileprivate func listPrices(of gifts: [GiftGoods]) -> [Code: Int64] {
        Dictionary(gifts.compactMap { gift in skus[gift.sku].map { (gift.sku, $0.listPriceFen) } }) { first, _ in first }
    }
}

extension LockedOrder {
    /// The lines as they were priced: of a line that was cut when the order was placed, what was kept of it.
    fileprivate func frozenPricing(_ rows: [FrozenCampaigns.Result]) throws -> Pricing {
        let pricedUnits = Dictionary(rows.flatMap { zip($0.lines, $0.lineUnits) }) { first, _ in first }
        return Pricing(
            lines: lines.compactMap { line in
                let units = pricedUnits[Int32(line.line)] ?? line.units
                guard units > 0 else { return nil }
                return Pricing.Line(
                    line: line.line, sku: line.code, units: units, unitPriceFen: line.unitPriceFen,
                    adjustments: rows.compactMap { $0.adjustment(ofLine: line.line) }, givenBy: line.givenBy.map { Code(stored: $0.external) })
            },
            campaigns: [])
    }

    /// Units that were cancelled or shorted since they were priced, by line.
    func gone(from discount: KeptDiscount) -> [Int: GoneUnits] {
        Dictionary(
            lines.compactMap { line in
                discount.units(ofLine: line.line).map { (line.line, GoneUnits(cancelledUnits: max(0, line.cancelledUnits - (line.units - $0)))) }
            }
        ) { first, _ in first }
    }
}

/// What campaigns gave an order, in the versions that it was priced with.
private struct FrozenCampaigns: Statement {
    struct Result: RowDecodable {
        let campaign: Campaign
        let lines: [Int32]
        let lineUnits: [Int64]
        private let lineFen: [Int64]
        private let lineGiven: [Int64]
        /// Both nil for an order from before they were kept, and for a campaign that no return asks again.
        let scopeLines: [Int32]?
        let giftValueFen: [Code: Int64]?
        init(from row: inout RowReader) throws {
            let (id, version) = (CampaignID(try row.next()), try row.next(Int32.self))
            campaign = Campaign(
                id: Code(stored: id.external), version: version, definition: try CampaignDefinition.read(JSONObject(stored: try row.next())))
            lines = try row.next()
            lineUnits = try row.next()
            lineFen = try row.next()
            lineGiven = try row.next()
            scopeLines = try row.next([Int32]?.self)
            let (skus, fen) = (try row.next([String]?.self), try row.next([Int64]?.self))
            giftValueFen = skus.map { skus in Dictionary(zip(skus.map { Code(stored: $0) }, fen ?? [])) { first, _ in first } }
        }

        func adjustment(ofLine line: Int) -> Pricing.Adjustment? {
            guard let index = lines.firstIndex(of: Int32(line)) else { return nil }
            return Pricing.Adjustment(
                campaign: campaign.id, version: campaign.version, kind: campaign.definition.component.kind, fen: lineFen[index],
                units: lineGiven[index])
        }
    }
    static let sql = """
        SELECT o.campaign_id, o.version, v.definition, o.lines, o.line_units, o.line_fen, o.line_given, o.scope_lines, o.gift_skus, o.gift_fen
        FROM order_campaigns o JOIN campaign_versions v ON v.campaign_id = o.campaign_id AND v.version = o.version
        WHERE o.order_id = $1
        ORDER BY o.campaign_id
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
