import Commerce
import Operations

extension Endpoint {
    static let topUpStoredValue = Endpoint(.post, "/v1/stored-value/top-ups", may: .storeValue, keyed: true) { call in
        try call.noQuery()
        var form = try call.form()
        let campaign = form.id("campaign", of: CampaignEntity.self)
        let times = form.int("times", Int64(1)...100)
        let distributor = form.distributor(for: call.caller)
        try form.finish()
        return try await call.work { work in
            let top = try await work.topUp(campaign, times: times, for: distributor)
            return .created(location: "/v1/stored-value/top-ups/\(top.id.external)") { json in json.object { $0.topUp(top) } }
        }
    }

    /// Newest first.
    static let listTopUps = Endpoint(.get, "/v1/stored-value/top-ups") { call in
        var query = call.query
        let campaign = query.campaign()
        let gift = query.choice("gift", of: GiftState.self)
        let page = query.page()
        try query.finish()
        let found = try await call.brand.topUps(of: campaign, gift: gift, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.topUp($1) }
    }

    static let readTopUp = Endpoint(.get, "/v1/stored-value/top-ups/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.topUp(try call.id(of: TopUpEntity.self), as: call.caller)
        return .ok { json in json.object { $0.topUp(found) } }
    }

    /// The gift of a top-up was sent.
    static let fulfilTopUp = Endpoint(.post, "/v1/stored-value/top-ups/{id}/fulfil", may: .sendPrizes) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: TopUpEntity.self)
        return try await call.work { work in
            let sent = try await work.fulfilTopUp(id)
            return .ok { json in json.object { $0.topUp(sent) } }
        }
    }
}
