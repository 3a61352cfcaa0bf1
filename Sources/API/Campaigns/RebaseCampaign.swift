import Commerce
import Operations

extension Endpoint {
    static let rebaseCampaign = Endpoint(.post, "/v1/campaigns/{id}/rebase", may: .configureCampaigns) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: CampaignEntity.self)
        return try await call.work { work in
            let rebased = try await work.rebaseCampaign(id)
            return .ok { json in
                json.object { json in
                    json.object("campaign") { $0.campaign(rebased.campaign) }
                    json.array("notKept", rebased.notKept)
                }
            }
        }
    }
}
