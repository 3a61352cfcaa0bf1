import Commerce
import Operations

extension Endpoint {
    /// A draft; nothing of it counts before it was submitted.
    static let createCampaign = Endpoint(.post, "/v1/campaigns", may: .configureCampaigns) { call in
        try call.noQuery()
        let sheet = try CampaignSheet(try call.object(), owner: call.caller.code)
        return try await call.work { work in
            let made = try await work.createCampaign(sheet)
            return .created(location: "/v1/campaigns/\(made.id.external)") { json in json.object { $0.campaign(made) } }
        }
    }
}
