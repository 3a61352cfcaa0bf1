import Commerce
import Operations

extension Endpoint {
    /// Without their settings.
    static let listCampaigns = Endpoint(.get, "/v1/campaigns") { call in
        var query = call.query
        let status = query.choice("status", of: CampaignStatus.self)
        let kind = query.choice("kind", of: CampaignKind.self)
        let page = query.page()
        try query.finish()
        let found = try await call.brand.campaigns(status: status, kind: kind, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.campaignHead($1) }
    }

    static let readCampaign = Endpoint(.get, "/v1/campaigns/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.campaign(try call.id(of: CampaignEntity.self), as: call.caller)
        return .ok { json in json.object { $0.campaign(found) } }
    }
}
