/// An order that can be meant: every line known, buyable, in whole cases, priced. What is left to decide is where it comes from.
package struct PricedOrder: Sendable {
    package struct Line: Sendable {
        package let line: Int
        package let sku: SellableSKU
        package let unit: OrderUnit
        package let quantity: Int64
        package let units: Int64
        package let unitPriceFen: Int64
        /// What campaigns take off all of its units together.
        package var discountFen: Int64 = 0
        /// The campaign that gives it away; nil for what was asked for.
        package var givenBy: Code?
    }

    package let buyer: PricedBuyer
    package let place: Coordinates
    package private(set) var lines: [Line]
    package let allowPartial: Bool
    package let allowBackorder: Bool
    package let note: String?
    package let expectedTotalFen: Int64?
    package let coupons: [Code]
    package let tender: Tender
    /// The group buy that the order joins.
    package var groupBuy: CampaignID?
    /// The suggestion that the order follows.
    package var suggestion: SuggestionID?
    /// Set when a distributor sells it to one of its stores; nil when the brand sells it to a distributor.
    package let storefront: StorefrontSale?
    /// The draw whose prize the order sends; campaigns don't price it.
    package private(set) var prize: DrawID?
    /// What it comes to when everything is delivered, before discounts.
    package private(set) var subtotalFen: Int64
    /// The reason for every fen.
    package private(set) var pricing: Pricing
}

extension PricedOrder {
    package var discountFen: Int64 { lines.reduce(0) { $0 + $1.discountFen } }

    /// What was asked for, without what campaigns give.
    package var asked: some Collection<Line> { lines.prefix { $0.givenBy == nil } }

    /// The order with what campaigns make of it. What they give away becomes lines of its own, in bottles.
    ///
    /// - Parameters:
    ///   - pricing: Of the lines that were asked for, or of the units that are kept of them.
    ///   - given: The SKUs that `pricing` gives away, by code.
    package func priced(_ pricing: Pricing, given: (Code) -> SellableSKU?) -> PricedOrder {
        var order = self
        order.pricing = pricing
        order.lines = asked.map { line in
            var line = line
            line.discountFen = pricing.lines.first { $0.line == line.line }.map { Self.discount(of: $0, onAll: line.units) } ?? 0
            return line
        }
        for line in pricing.lines where line.givenBy != nil {
            guard let sku = given(line.sku) else { continue }
            order.lines.append(
                Line(
                    line: line.line, sku: sku, unit: .bottle, quantity: line.units, units: line.units, unitPriceFen: line.unitPriceFen,
                    discountFen: line.discountFen, givenBy: line.givenBy))
        }
        order.subtotalFen = order.lines.reduce(0) { $0 + $1.units * $1.unitPriceFen }
        return order
    }

    /// A line that was cut before it was priced is frozen over all units that were ordered, so that those kept come to exactly their net:
    /// with net n of k kept units, ceil(n × units / k) over all units leaves floor(…× k / units) = n to the first k.
    private static func discount(of line: Pricing.Line, onAll units: Int64) -> Int64 {
        guard line.units < units, line.units > 0 else { return line.discountFen }
        let wide = line.netFen.multipliedFullWidth(by: units)
        let (quotient, remainder) = line.units.dividingFullWidth(wide)
        return units * line.unitPriceFen - quotient - (remainder > 0 ? 1 : 0)
    }
}

/// What a seller offers a buyer of a SKU.
package struct SKUOffer: Equatable, Sendable {
    package let unitPriceFen: Int64
    /// At most so many in one order; nil: any number.
    package let maxUnits: Int64?

    package init(unitPriceFen: Int64, maxUnits: Int64? = nil) {
        self.unitPriceFen = unitPriceFen
        self.maxUnits = maxUnits
    }
}

extension PricedOrder {
    /// Prices an order on the brand: by its assortments and price lists.
    /// - Throws: As the initialiser that takes offers.
    package init(
        _ draft: OrderDraft, skus: [SellableSKU?], buyer: PricedBuyer, place: Coordinates, allowPartial: Bool, assortments: Assortments,
        prices: PriceBook, at instant: Instant
    ) throws(OrderRefusal) {
        try self.init(draft, skus: skus, buyer: buyer, place: place, allowPartial: allowPartial) { sku, units in
            guard assortments.allows(sku, to: buyer.organization) else { return nil }
            return SKUOffer(unitPriceFen: prices.unitPriceFen(of: sku, units: units, for: buyer, at: instant))
        }
    }

    /// Prices an order line by line, and names every fault of every line at once.
    ///
    /// - Parameters:
    ///   - skus: What each line's code means; nil where nothing does.
    ///   - place: Where it goes.
    ///   - storefront: Set when a distributor sells it to a store, which may buy bottles as well as cases.
    ///   - offer: What so many units of a SKU are offered at; nil for what this buyer can't buy.
    /// - Throws: `OrderRefusal.lines` with `UNKNOWN_SKU`, `NOT_IN_ASSORTMENT`, `NOT_WHOLE_CASES`, `OVER_MAX_UNITS` or `OUT_OF_RANGE` at the
    ///   line's pointer.
    package init(
        _ draft: OrderDraft, skus: [SellableSKU?], buyer: PricedBuyer, place: Coordinates, allowPartial: Bool, storefront: StorefrontSale? = nil,
        offer: (SellableSKU, _ units: Int64) -> SKUOffer?
    ) throws(OrderRefusal) {
        var faults: [Fault] = []
        var lines: [Line] = []
        lines.reserveCapacity(draft.lines.count)
        var subtotal: Int64 = 0
        var unitsOf: [SKUID: Int64] = [:]
        for (index, wanted) in draft.lines.enumerated() {
            guard let sku = skus[index] else {
                faults.append(Self.unknown(wanted.sku, line: index))
                continue
            }
            // A quantity is at most a million and a case at most 10,000 bottles; what may overflow is the money.
            let units = wanted.unit == .case ? wanted.quantity * sku.unitsPerCase : wanted.quantity
            guard let offered = offer(sku, units) else {
                let detail = "SKU \(wanted.sku) can't be bought by this \(buyer.organization.kind.rawValue)."
                faults.append(Fault("/lines/\(index)/sku", "NOT_IN_ASSORTMENT", detail))
                continue
            }
            let price = offered.unitPriceFen
            unitsOf[sku.id, default: 0] += units
            if let most = offered.maxUnits, unitsOf[sku.id, default: 0] > most { faults.append(Self.overMaxUnits(most, of: sku, line: index)) }
            guard let amount = units.multiplied(by: price), let sum = subtotal.adding(amount) else {
                faults.append(Fault("/lines/\(index)/quantity", "OUT_OF_RANGE", "The order's total is beyond what can be counted."))
                continue
            }
            subtotal = sum
            lines.append(
                Line(line: index, sku: sku, unit: wanted.unit, quantity: wanted.quantity, units: units, unitPriceFen: price))
        }
        if storefront == nil { faults.append(contentsOf: Self.brokenCases(lines)) }
        guard faults.isEmpty else { throw .lines(faults) }
        self.buyer = buyer
        self.place = place
        self.lines = lines
        self.allowPartial = allowPartial
        self.allowBackorder = draft.allowBackorder
        self.note = draft.note
        self.expectedTotalFen = draft.expectedTotalFen
        self.coupons = draft.coupons
        self.storefront = storefront
        self.tender = draft.tender
        self.subtotalFen = subtotal
        self.pricing = Pricing(
            lines: lines.map { Pricing.Line(line: $0.line, sku: $0.sku.code, units: $0.units, unitPriceFen: $0.unitPriceFen, adjustments: []) },
            campaigns: [])
    }

    /// An order that sends what a draw won. Its only line costs nothing, and is whole or not sent at all; whole cases are for what is bought.
    package init(
        prize: DrawID, of campaign: CampaignID, sku: SellableSKU, units: Int64, buyer: PricedBuyer, place: Coordinates
    ) {
        self.buyer = buyer
        self.place = place
        self.prize = prize
        let giver = Code(stored: campaign.external)
        lines = [Line(line: 0, sku: sku, unit: .bottle, quantity: units, units: units, unitPriceFen: 0, givenBy: giver)]
        allowPartial = false
        allowBackorder = false
        note = nil
        expectedTotalFen = nil
        coupons = []
        tender = Tender()
        storefront = nil
        subtotalFen = 0
        pricing = Pricing(
            lines: [Pricing.Line(line: 0, sku: sku.code, units: units, unitPriceFen: 0, adjustments: [], givenBy: giver)], campaigns: [])
    }

    /// The faults of lines whose code means nothing; all that can be said of lines before the buyer is known.
    package static func unknown(_ draft: OrderDraft, skus: [SellableSKU?]) -> [Fault] {
        draft.lines.indices.filter { skus[$0] == nil }.map { unknown(draft.lines[$0].sku, line: $0) }
    }

    private static func unknown(_ sku: Code, line: Int) -> Fault {
        Fault("/lines/\(line)/sku", "UNKNOWN_SKU", "There is no SKU \(sku).")
    }

    private static func overMaxUnits(_ most: Int64, of sku: SellableSKU, line: Int) -> Fault {
        Fault(
            "/lines/\(line)/quantity", "OVER_MAX_UNITS", "At most \(most) bottles of SKU \(sku.code) are sold in one order.",
            figures: [Figure("maxUnits", most)])
    }

    /// What a SKU's lines come to must be whole cases; bottles on one line may fill up bottles on another.
    private static func brokenCases(_ lines: [Line]) -> [Fault] {
        guard lines.contains(where: { $0.unit == .bottle && !$0.sku.looseSale }) else { return [] }
        var unitsOf: [SKUID: Int64] = [:]
        for line in lines { unitsOf[line.sku.id, default: 0] += line.units }
        return lines.compactMap { line in
            guard line.unit == .bottle, !line.sku.looseSale, unitsOf[line.sku.id, default: 0] % line.sku.unitsPerCase != 0 else { return nil }
            return Fault(
                "/lines/\(line.line)/quantity", "NOT_WHOLE_CASES", "SKU \(line.sku.code) is sold in cases of \(line.sku.unitsPerCase).",
                figures: [Figure("unitsPerCase", line.sku.unitsPerCase)])
        }
    }
}
