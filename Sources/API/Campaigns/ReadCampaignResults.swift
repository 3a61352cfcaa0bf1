import Commerce
import Operations

extension Endpoint {
    /// What a campaign brought so far, for its owner and above.
    static let readCampaignResults = Endpoint(.get, "/v1/campaigns/{id}/results", may: .configureCampaigns) { call in
        try call.noQuery()
        let found = try await call.brand.campaignResults(of: try call.id(of: CampaignEntity.self), as: call.caller)
        return .ok { json in
            json.object { json in
                json.field("campaign", found.campaign.external)
                json.field("orders", found.orders)
                json.field("units", found.units)
                json.field("discountFen", found.discountFen)
                json.field("heldFen", found.heldFen)
                json.field("postedFen", found.postedFen)
                json.field("budgetLeftFen", found.budgetLeftFen)
                json.field("usesLeft", found.usesLeft)
                json.field("distributors", found.distributors)
                json.object("lift") { json in
                    json.field("unitsBefore", found.lift.unitsBefore)
                    json.field("unitsSince", found.lift.unitsSince)
                    json.field("perDayBeforeMilliunits", found.lift.perDayBeforeMilliunits)
                    json.field("perDaySinceMilliunits", found.lift.perDaySinceMilliunits)
                    json.field("liftBps", found.lift.bps)
                }
            }
        }
    }
}
