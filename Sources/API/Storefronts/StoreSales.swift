import Commerce
import Operations

extension Endpoint {
    /// A store's till reports what it sold; under a key, since reports of a day add up.
    static let reportSales = Endpoint(.post, "/v1/stores/{code}/sales", may: .reportSales, keyed: true) { call in
        try call.noQuery()
        let store = try call.code("code")
        var form = try call.form()
        let day = form.optionalCalendarDay("day")
        let sales = form.objects("lines", 1...StoreSale.maxLines) { line in
            StoreSale(sku: line.code("sku"), units: line.int("units", StoreSale.unitsRange))
        }
        try form.finish()
        return try await call.work { work in
            try await work.reportSales(sales, of: store, on: day)
            return .ok { json in json.object { $0.field("lines", Int64(sales.count)) } }
        }
    }

    static let listSales = Endpoint(.get, "/v1/stores/{code}/sales") { call in
        let store = try call.code("code")
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.sales(of: store, page: page, as: call.caller)
        return .ok(page: found, of: call) { json, sale in
            json.field("day", sale.day.text)
            json.field("sku", sale.sku.text)
            json.field("units", sale.units)
        }
    }
}
