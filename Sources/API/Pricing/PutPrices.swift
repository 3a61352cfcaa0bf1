import Commerce
import Operations

extension Endpoint {
    /// Replaces all prices of a list. `minUnits` is 1 unless said.
    static let putPrices = Endpoint(.put, "/v1/price-lists/{code}/prices", may: .editPrices) { call in
        try call.noQuery()
        let code = try call.code("code")
        var form = try call.form()
        let prices = form.objects("prices", PriceDraft.countOnList) { price in
            PriceDraft(
                sku: price.code("sku"), unitPriceFen: price.int("unitPriceFen", PriceDraft.unitPriceFenRange),
                minUnits: price.optionalInt("minUnits", PriceDraft.minUnitsRange) ?? 1)
        }
        try form.finish()
        return try await call.work { work in
            let put = try await work.putPrices(prices, on: code)
            return .ok { json in
                json.object { json in
                    json.field("priceList", code.text)
                    json.array("prices", put) { $0.price($1) }
                }
            }
        }
    }
}
