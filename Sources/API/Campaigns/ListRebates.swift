import Commerce
import Operations

extension Endpoint {
    /// What a period rebate has come to, in the order in which distributors joined: one's own, and those below.
    static let listRebates = Endpoint(.get, "/v1/campaigns/{id}/rebates") { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.rebates(of: try call.id(of: CampaignEntity.self), page: page, as: call.caller)
        return .ok(page: found, of: call) { json, rebate in
            json.field("distributor", rebate.distributor.text)
            json.field("units", rebate.standing.units)
            json.field("earnedFen", rebate.standing.earnedFen)
            json.field("postedFen", rebate.standing.postedFen)
            json.field("carriedFen", rebate.standing.carriedFen)
            json.field("tier", rebate.tier.map { Int64($0) })
        }
    }
}
