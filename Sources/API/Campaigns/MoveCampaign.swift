import Commerce
import Operations

extension Endpoint {
    static let submitCampaign = Endpoint(.post, "/v1/campaigns/{id}/submit", may: .configureCampaigns) { call in
        try await call.campaignStep { work, id in try await work.submitCampaign(id) }
    }

    static let approveCampaign = Endpoint(.post, "/v1/campaigns/{id}/approve", may: .approveCampaigns) { call in
        try await call.campaignStep { work, id in try await work.approveCampaign(id) }
    }

    static let rejectCampaign = Endpoint(.post, "/v1/campaigns/{id}/reject", may: .approveCampaigns) { call in
        try call.noQuery()
        let id = try call.id(of: CampaignEntity.self)
        var form = try call.form()
        let reason = form.text("reason", 1...500)
        try form.finish()
        return try await call.work { work in
            let rejected = try await work.rejectCampaign(id, reason: reason)
            return .ok { json in json.object { $0.campaign(rejected) } }
        }
    }

    static let pauseCampaign = Endpoint(.post, "/v1/campaigns/{id}/pause", may: .configureCampaigns) { call in
        try await call.campaignStep { work, id in try await work.pauseCampaign(id) }
    }

    static let resumeCampaign = Endpoint(.post, "/v1/campaigns/{id}/resume", may: .configureCampaigns) { call in
        try await call.campaignStep { work, id in try await work.resumeCampaign(id) }
    }

    static let endCampaign = Endpoint(.post, "/v1/campaigns/{id}/end", may: .configureCampaigns) { call in
        try await call.campaignStep { work, id in try await work.endCampaign(id) }
    }
}

extension Call {
    /// A step that needs nothing said.
    fileprivate func campaignStep(_ step: @escaping @Sendable (Work, CampaignID) async throws -> CampaignView) async throws -> Answer {
        try noQuery()
        try noBody()
        let id = try id(of: CampaignEntity.self)
        return try await work { work in
            let moved = try await step(work, id)
            return .ok { json in json.object { $0.campaign(moved) } }
        }
    }
}
