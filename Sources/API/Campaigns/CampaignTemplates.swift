import Commerce
import Operations

extension Endpoint {
    static let listCampaignTemplates = Endpoint(.get, "/v1/campaign-templates", may: .configureCampaigns) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.campaignTemplates(page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.campaignTemplate($1) }
    }

    static let readCampaignTemplate = Endpoint(.get, "/v1/campaign-templates/{code}", may: .configureCampaigns) { call in
        try call.noQuery()
        let found = try await call.brand.campaignTemplate(try call.code("code"), as: call.caller)
        return .ok { json in json.object { $0.campaignTemplate(found) } }
    }

    /// The next version when there is one of this code.
    static let addCampaignTemplate = Endpoint(.post, "/v1/campaign-templates", may: .approveCampaigns) { call in
        try call.noQuery()
        var form = try call.form()
        let draft = CampaignTemplate.read(&form, version: 0)
        try form.finish()
        return try await call.work { work in
            let made = try await work.addCampaignTemplate(draft)
            return .created(location: "/v1/campaign-templates/\(made.code)") { json in json.object { $0.campaignTemplate(made) } }
        }
    }
}
