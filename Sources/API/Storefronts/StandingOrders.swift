import Commerce
import Operations

extension Endpoint {
    static let addStandingOrder = Endpoint(.post, "/v1/storefront/standing-orders", may: .orderInStorefront, keyed: true) { call in
        try call.noQuery()
        var form = try call.form()
        let draft = StandingOrderDraft(
            weekday: form.int("weekday", 1...7), lines: form.objects("lines", 1...StandingOrderDraft.maxLines) { $0.orderLine() },
            note: form.optionalText("note", 0...2000))
        try form.finish()
        return try await call.work { work in
            let order = try await work.addStandingOrder(draft)
            return .created(location: "/v1/storefront/standing-orders/\(order.id.external)") { json in json.object { $0.standingOrder(order) } }
        }
    }

    static let listStandingOrders = Endpoint(.get, "/v1/storefront/standing-orders", may: .orderInStorefront) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.standingOrders(page: page, of: call.caller)
        return .ok(page: found, of: call) { $0.standingOrder($1) }
    }

    /// Pauses, resumes, skips the next time, or orders something else or on another day.
    static let changeStandingOrder = Endpoint(.patch, "/v1/storefront/standing-orders/{id}", may: .orderInStorefront) { call in
        try call.noQuery()
        let id = try call.id(of: StandingOrderEntity.self)
        var form = try call.form()
        let change = StandingOrderChange(
            weekday: form.optionalInt("weekday", 1...7), lines: form.optionalObjects("lines", 1...StandingOrderDraft.maxLines) { $0.orderLine() },
            paused: form.optionalBool("paused"), skipNext: form.optionalBool("skipNext"))
        try form.finish()
        return try await call.work { work in
            let order = try await work.changeStandingOrder(id, change)
            return .ok { json in json.object { $0.standingOrder(order) } }
        }
    }

    static let endStandingOrder = Endpoint(.delete, "/v1/storefront/standing-orders/{id}", may: .orderInStorefront) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: StandingOrderEntity.self)
        return try await call.work { work in
            let order = try await work.endStandingOrder(id)
            return .ok { json in json.object { $0.standingOrder(order) } }
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func standingOrder(_ order: StandingOrderView) {
        field("id", order.id.external)
        field("weekday", Int64(order.weekday))
        field("status", order.status.rawValue)
        field("createdAt", order.createdAt.rfc3339)
        field("nextOn", order.status == .active ? order.nextOn.text : nil)
        field("skipNext", order.skippedOn == order.nextOn)
        fieldIfPresent("lastOn", order.lastOn?.text)
        fieldIfPresent("lastOrder", order.lastOrder?.external)
        fieldIfPresent("lastRefusal", order.lastRefusal)
        fieldIfPresent("note", order.note)
        array("lines", order.lines) { json, line in
            json.field("sku", line.sku.text)
            json.field("quantity", line.quantity)
            json.field("unit", line.unit.rawValue)
        }
    }
}
