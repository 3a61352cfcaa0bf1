import Commerce
import Operations

extension Endpoint {
    static let listLots = Endpoint(.get, "/v1/lots") { call in
        var query = call.query
        let days = query.int("expiringWithinDays", 0...36_500)
        let warehouse = query.code("warehouse")
        let sku = query.code("sku")
        let page = query.page()
        try query.finish()
        let lots = try await call.brand.lots(expiringWithinDays: days, warehouse: warehouse, sku: sku, page, as: call.caller)
        return .ok(page: lots, of: call) { $0.lot($1) }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func lot(_ lot: LotView) {
        field("warehouse", lot.warehouse.text)
        field("sku", lot.sku.text)
        field("lot", lot.lot?.text)
        dates(lot.dates)
        field("daysLeft", lot.daysLeft)
        field("onHand", lot.onHand)
        field("free", lot.freeUnits)
    }

    /// When a lot was made and until when it keeps; null when nobody said so.
    mutating func dates(_ dates: LotDates) {
        field("productionDate", dates.productionDate?.text)
        field("bestBefore", dates.bestBefore?.text)
    }
}
