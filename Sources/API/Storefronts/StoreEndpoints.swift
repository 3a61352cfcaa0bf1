import Commerce
import Operations

extension Endpoints {
    /// A storefront's stores.
    static let stores: [Endpoint] = [.registerStore, .listStores, .readStore, .changeStore, .listStoreChanges]
}

extension Endpoint {
    static let listStores = Endpoint(.get, "/v1/storefronts/{distributor}/stores") { call in
        let distributor = try call.code("distributor")
        var query = call.query
        let status = query.choice("status", of: StoreStatus.self)
        let tier = query.choice("tier", of: StoreTier.self)
        let page = query.page()
        try query.finish()
        let found = try await call.brand.stores(of: distributor, status: status, tier: tier, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.store($1) }
    }

    static let readStore = Endpoint(.get, "/v1/storefronts/{distributor}/stores/{code}") { call in
        try call.noQuery()
        let found = try await call.brand.store(try call.code("code"), of: try call.code("distributor"), as: call.caller)
        return .ok { json in json.object { $0.store(found) } }
    }

    static let listStoreChanges = Endpoint(.get, "/v1/storefronts/{distributor}/stores/{code}/changes") { call in
        let (distributor, code) = (try call.code("distributor"), try call.code("code"))
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.changes(ofStore: code, of: distributor, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.storeChange($1) }
    }
}

extension JSONObjectWriter {
    /// The fields of a store as its distributor sees it.
    mutating func store(_ view: StoreView) {
        field("code", view.code.text)
        field("distributor", view.distributor.text)
        field("name", view.name)
        field("status", view.status.rawValue)
        field("tier", view.tier.rawValue)
        field("overridden", view.overridden)
        field("tierSince", view.tierSince.rfc3339)
        field("contact", view.contact)
        field("phone", view.phone)
        field("address", view.address)
        coordinates(view.place)
        field("registeredAt", view.registeredAt.rfc3339)
        field("decidedAt", view.decidedAt?.rfc3339)
    }

    fileprivate mutating func storeChange(_ entry: StoreChangeEntry) {
        field("id", entry.id.external)
        field("at", entry.at.rfc3339)
        field("kind", entry.kind.rawValue)
        field("was", entry.was)
        field("became", entry.became)
        field("reason", entry.reason)
        field("actor", entry.actor)
        field("figures") { json in
            if let figures = entry.figures { json.value(json: figures.utf8) } else { json.null() }
        }
    }
}
