import Commerce
import Operations

extension Endpoint {
    static let drawPrize = Endpoint(.post, "/v1/draws", may: .drawPrizes, keyed: true) { call in
        try call.noQuery()
        var form = try call.form()
        let campaign = form.id("campaign", of: CampaignEntity.self)
        let token = form.code("token")
        try form.finish()
        return try await call.work { work in
            let drawn = try await work.drawPrize(of: campaign, token: token)
            return .created(location: "/v1/draws/\(drawn.id.external)") { json in json.object { $0.draw(drawn) } }
        }
    }

    /// Newest first.
    static let listDraws = Endpoint(.get, "/v1/draws") { call in
        var query = call.query
        let campaign = query.campaign()
        let state = query.choice("state", of: DrawView.State.self)
        let page = query.page()
        try query.finish()
        let found = try await call.brand.draws(of: campaign, state: state, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.draw($1) }
    }

    static let readDraw = Endpoint(.get, "/v1/draws/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.draw(try call.id(of: DrawEntity.self), as: call.caller)
        return .ok { json in json.object { $0.draw(found) } }
    }
}
