import Commerce
import Operations

extension Endpoints {
    static let replenishment: [Endpoint] = [
        .readReplenishmentPolicy, .putReplenishmentPolicy, .listSuggestions, .readSuggestion, .runSuggestions, .orderSuggestion, .dismissSuggestion,
        .listStorefrontSales, .listAlerts, .readAlert, .acknowledgeAlert,
    ]
}

extension Endpoint {
    static let listSuggestions = Endpoint(.get, "/v1/replenishment/suggestions") { call in
        var query = call.query
        let distributor = query.code("distributor")
        let status: SuggestionStatus? = query.choice("status")
        let page = query.page()
        try query.finish()
        let found = try await call.brand.suggestions(of: distributor, status: status, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.suggestion($1) }
    }

    static let readSuggestion = Endpoint(.get, "/v1/replenishment/suggestions/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.suggestion(try call.id(of: SuggestionEntity.self), as: call.caller)
        return .ok { json in json.object { $0.suggestion(found) } }
    }

    /// Works out now what the caller should order, as every night.
    static let runSuggestions = Endpoint(.post, "/v1/replenishment/suggestions/run", may: .configureStorefront) { call in
        try call.noQuery()
        try call.noBody()
        return try await call.work { work in
            let run = try await work.suggestReplenishment()
            return .ok { json in
                json.object { json in
                    json.field("open", Int64(run.open))
                    json.field("outdated", Int64(run.outdated))
                }
            }
        }
    }

    /// 201 with the order on the brand that it has become.
    static let orderSuggestion = Endpoint(.post, "/v1/replenishment/suggestions/{id}/order", may: .placeOrders, keyed: true) { call in
        try call.noQuery()
        try call.noBody()
        guard let request = call.idempotentRequest else { preconditionFailure("orders are placed under a key") }
        return Answer(
            try await call.brand.orderSuggestion(
                try call.id(of: SuggestionEntity.self), by: call.caller, once: request,
                accepted: { order in
                    Answer.created(location: "/v1/orders/\(order.id.external)") { order.write(to: &$0) }.stored
                },
                refused: call.storedRefusal))
    }

    static let dismissSuggestion = Endpoint(.post, "/v1/replenishment/suggestions/{id}/dismiss", may: .configureStorefront) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: SuggestionEntity.self)
        return try await call.work { work in
            try await work.dismissSuggestion(id)
            return .noContent
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func suggestion(_ suggestion: SuggestionView) {
        field("id", suggestion.id.external)
        field("distributor", suggestion.distributor.text)
        field("sku", suggestion.sku.text)
        field("status", suggestion.status.rawValue)
        field("createdAt", suggestion.createdAt.rfc3339)
        field("computedAt", suggestion.computedAt.rfc3339)
        fieldIfPresent("order", suggestion.order?.external)
        field("soldUnits", suggestion.soldUnits)
        field("milliUnitsPerDay", suggestion.soldUnits * 1000 / ReorderPoint.windowDays)
        field("leadDays", suggestion.leadDays)
        field("safetyDays", suggestion.safetyDays)
        field("cycleDays", suggestion.cycleDays)
        field("availableUnits", suggestion.availableUnits)
        field("reorderPointUnits", suggestion.reorderPointUnits)
        field("suggestedCases", suggestion.suggestedCases)
    }
}
