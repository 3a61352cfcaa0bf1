import Commerce
import Operations

extension Endpoint {
    /// A game's token, for one draw.
    static let addDrawToken = Endpoint(.post, "/v1/draws/tokens", may: .configureCampaigns) { call in
        try call.noQuery()
        var form = try call.form()
        let campaign = form.id("campaign", of: CampaignEntity.self)
        let distributor = form.code("distributor")
        let token = form.code("token")
        try form.finish()
        return try await call.work { work in
            try await work.addDrawToken(token, of: campaign, for: distributor)
            return .created { json in
                json.object { json in
                    json.field("campaign", campaign.external)
                    json.field("token", token.text)
                    json.field("distributor", distributor.text)
                    json.null("usedBy")
                }
            }
        }
    }

    static let listDrawTokens = Endpoint(.get, "/v1/draws/tokens") { call in
        var query = call.query
        let campaign = query.campaign()
        let page = query.page()
        try query.finish()
        guard let campaign else { throw DrawRefusal.unknown }
        let found = try await call.brand.drawTokens(of: campaign, page: page, as: call.caller)
        return .ok(page: found, of: call) { json, token in
            json.field("campaign", campaign.external)
            json.field("token", token.token)
            json.field("distributor", token.organization.text)
            json.field("usedBy", token.usedBy?.external)
        }
    }
}
