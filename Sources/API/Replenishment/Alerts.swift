import Commerce
import Operations

extension Endpoint {
    /// Alerts of low stock, one a crossing of the threshold.
    static let listAlerts = Endpoint(.get, "/v1/alerts") { call in
        var query = call.query
        // There is one kind so far; saying it narrows nothing.
        _ = query.choice("kind", of: AlertKind.self)
        let distributor = query.code("distributor")
        let raised = query.bool("raised")
        let page = query.page()
        try query.finish()
        let found = try await call.brand.stockAlerts(of: distributor, raised: raised, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.alert($1) }
    }

    static let readAlert = Endpoint(.get, "/v1/alerts/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.stockAlert(try call.id(of: StockAlertEntity.self), as: call.caller)
        return .ok { json in json.object { $0.alert(found) } }
    }

    static let acknowledgeAlert = Endpoint(.post, "/v1/alerts/{id}/acknowledge", may: .configureStorefront) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: StockAlertEntity.self)
        return try await call.work { work in
            let alert = try await work.acknowledgeStockAlert(id)
            return .ok { json in json.object { $0.alert(alert) } }
        }
    }

    /// What a distributor's stores bought and sold, by SKU.
    static let listStorefrontSales = Endpoint(.get, "/v1/storefronts/{distributor}/sales") { call in
        let distributor = try call.code("distributor")
        var query = call.query
        let store = query.code("store")
        let (from, to) = (query.calendarDay("from"), query.calendarDay("to"))
        let page = query.page()
        try query.finish()
        let found = try await call.brand.storefrontSales(of: distributor, store: store, from: from, to: to, page: page, as: call.caller)
        return .ok(page: found, of: call) { json, sales in
            json.field("sku", sales.sku.text)
            json.field("orderedUnits", sales.orderedUnits)
            json.field("orderedFen", sales.orderedFen)
            json.field("deliveredUnits", sales.deliveredUnits)
            json.field("reportedUnits", sales.reportedUnits)
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func alert(_ alert: StockAlertView) {
        field("id", alert.id.external)
        field("kind", AlertKind.lowStock.rawValue)
        field("distributor", alert.distributor.text)
        field("sku", alert.sku.text)
        field("at", alert.at.rfc3339)
        field("units", alert.units)
        field("thresholdUnits", alert.thresholdUnits)
        field("state", alert.clearedAt == nil ? "raised" : "cleared")
        fieldIfPresent("clearedAt", alert.clearedAt?.rfc3339)
        fieldIfPresent("acknowledgedAt", alert.acknowledgedAt?.rfc3339)
    }
}
