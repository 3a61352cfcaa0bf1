/// An order that can be meant: every line known, buyable, in whole cases, priced. What is left to decide is where it comes from.
package struct PricedOrder: Sendable {
    package struct Line: Sendable {
        package let line: Int
        package let sku: SellableSKU
        package let unit: OrderUnit
        package let quantity: Int64
        package let units: Int64
        package let unitPriceFen: Int64
    }

    package let buyer: PricedBuyer
    package let place: Coordinates
    package let lines: [Line]
    package let allowPartial: Bool
    package let allowBackorder: Bool
    package let note: String?
    /// What it comes to when everything is delivered.
    package let subtotalFen: Int64
}

extension PricedOrder {
    /// Prices an order line by line, and names every fault of every line at once.
    ///
    /// - Parameters:
    ///   - skus: What each line's code means; nil where nothing does.
    ///   - place: Where it goes.
    /// - Throws: `OrderRefusal.lines` with `UNKNOWN_SKU`, `NOT_IN_ASSORTMENT`, `NOT_WHOLE_CASES` or `OUT_OF_RANGE` at the line's pointer.
    package init(
        _ draft: OrderDraft, skus: [SellableSKU?], buyer: PricedBuyer, place: Coordinates, allowPartial: Bool, assortments: Assortments,
        prices: PriceBook, at instant: Instant
    ) throws(OrderRefusal) {
        var faults: [Fault] = []
        var lines: [Line] = []
        lines.reserveCapacity(draft.lines.count)
        var subtotal: Int64 = 0
        for (index, wanted) in draft.lines.enumerated() {
            guard let sku = skus[index] else {
                faults.append(Self.unknown(wanted.sku, line: index))
                continue
            }
            guard assortments.allows(sku, to: buyer.organization) else {
                faults.append(Fault("/lines/\(index)/sku", "NOT_IN_ASSORTMENT", "SKU \(wanted.sku) can't be bought by this distributor."))
                continue
            }
            // A quantity is at most a million and a case at most 10,000 bottles; what may overflow is the money.
            let units = wanted.unit == .case ? wanted.quantity * sku.unitsPerCase : wanted.quantity
            let price = prices.unitPriceFen(of: sku, units: units, for: buyer, at: instant)
            guard let amount = units.multiplied(by: price), let sum = subtotal.adding(amount) else {
                faults.append(Fault("/lines/\(index)/quantity", "OUT_OF_RANGE", "The order's total is beyond what can be counted."))
                continue
            }
            subtotal = sum
            lines.append(
                Line(line: index, sku: sku, unit: wanted.unit, quantity: wanted.quantity, units: units, unitPriceFen: price))
        }
        faults.append(contentsOf: Self.brokenCases(lines))
        guard faults.isEmpty else { throw .lines(faults) }
        self.buyer = buyer
        self.place = place
        self.lines = lines
        self.allowPartial = allowPartial
        self.allowBackorder = draft.allowBackorder
        self.note = draft.note
        self.subtotalFen = subtotal
    }

    /// The faults of lines whose code means nothing; all that can be said of lines before the buyer is known.
    package static func unknown(_ draft: OrderDraft, skus: [SellableSKU?]) -> [Fault] {
        draft.lines.indices.filter { skus[$0] == nil }.map { unknown(draft.lines[$0].sku, line: $0) }
    }

    private static func unknown(_ sku: Code, line: Int) -> Fault {
        Fault("/lines/\(line)/sku", "UNKNOWN_SKU", "There is no SKU \(sku).")
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
