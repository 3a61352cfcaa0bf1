import Commerce
import Operations

extension Endpoint {
    /// Of a draft. Fields that are said take the place of its own, whole; the others stay.
    static let changeCampaign = Endpoint(.patch, "/v1/campaigns/{id}", may: .configureCampaigns) { call in
        try call.noQuery()
        let id = try call.id(of: CampaignEntity.self)
        let change = try CampaignChange(try call.object())
        return try await call.work { work in
            let changed = try await work.changeCampaign(id, change)
            return .ok { json in json.object { $0.campaign(changed) } }
        }
    }

    /// Of one in force: what is said takes the place of what the version in force says, in the next version.
    static let prepareNextVersion = Endpoint(.post, "/v1/campaigns/{id}/versions", may: .configureCampaigns) { call in
        try call.noQuery()
        let id = try call.id(of: CampaignEntity.self)
        let change = try CampaignChange(try call.object())
        return try await call.work { work in
            let prepared = try await work.prepareNextVersion(of: id, change)
            return .created(location: "/v1/campaigns/\(id.external)") { json in json.object { $0.campaign(prepared) } }
        }
    }
}
