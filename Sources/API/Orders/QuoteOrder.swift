import Commerce
import Operations

extension Endpoint {
    /// `POST /v1/quotes`: 200 with prices, availability, plan and promise; nothing is kept.
    static let quoteOrder = Endpoint(.post, "/v1/quotes", may: .placeOrders, writes: false) { call in
        try call.noQuery()
        let quote = try await call.brand.quote(try await call.orderDraft(), by: call.caller)
        return .ok { quote.write(to: &$0) }
    }
}

extension QuoteView {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("distributor", distributor.text)
            json.fieldIfPresent("store", store?.text)
            json.field("quotedAt", quotedAt.rfc3339)
            json.field("promisedAt", promisedAt?.rfc3339)
            json.field("subtotalFen", subtotalFen)
            json.field("discountFen", discountFen)
            json.field("totalFen", totalFen)
            json.field("unfilledUnits", unfilledUnits)
            json.array("lines", lines) { json, line in
                json.field("line", line.line)
                json.field("sku", line.sku.text)
                json.field("unit", line.unit.rawValue)
                json.field("quantity", line.quantity)
                json.field("units", line.units)
                json.field("unitPriceFen", line.unitPriceFen)
                json.field("amountFen", line.amountFen)
                json.field("discountFen", line.discountFen)
                json.fieldIfPresent("givenBy", line.givenBy?.text)
                json.field("availableUnits", line.availableUnits)
                json.fieldIfPresent("allowedUnits", line.allowedUnits)
            }
            json.field("plan") { plan.write(to: &$0, warehouse: { warehouses[$0]?.text ?? "" }, sku: { skus[$0]?.text ?? "" }) }
            json.field("policyVersion", policyVersion)
            if let tender { json.object("tender") { $0.tender(tender, moneyFen: totalFen - tender.otherFen) } }
            json.field("pricing") { pricing.write(to: &$0) }
            json.advance(advance)
        }
    }
}
