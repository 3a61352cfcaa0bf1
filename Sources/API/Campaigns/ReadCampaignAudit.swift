import Commerce
import Operations

extension Endpoint {
    static let readCampaignAudit = Endpoint(.get, "/v1/campaigns/{id}/audit", may: .configureCampaigns) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.campaignAudit(of: try call.id(of: CampaignEntity.self), page: page, as: call.caller)
        return .ok(page: found, of: call) { json, step in
            json.field("at", step.at.rfc3339)
            json.field("actor", step.actor)
            json.field("organization", step.organization.text)
            json.field("action", step.action.rawValue)
            json.field("from", step.from?.rawValue)
            json.field("to", step.to.rawValue)
            json.field("version", step.version)
            json.field("detail") { $0.value(json: step.detail.utf8) }
        }
    }
}
