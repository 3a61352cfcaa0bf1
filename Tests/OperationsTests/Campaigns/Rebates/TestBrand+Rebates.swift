import Commerce
import Operations
import TestSupport
import Testing

extension TestBrand {
    /// A period rebate of 50 fen a bottle from the twelfth, of 80 from the 24th, on bottles of L unless said otherwise.
    func launchRebate(
        _ number: Int64 = 901, mode: String = "whole", scope: String = #"{"skus":["L"]}"#, owner: String = "R-11", audience: String? = nil,
        budget: String = "{}", version: Int32 = 1
    ) async throws -> CampaignID {
        let tiers = #"[{"fromUnits":12,"rebateFenPerUnit":50},{"fromUnits":24,"rebateFenPerUnit":80}]"#
        return try await launch(
            #"{"kind":"tiered","basis":"period","mode":"\#(mode)","tiers":\#(tiers),"scope":\#(scope)}"#, number, owner: owner, audience: audience, budget: budget,
            version: version)
    }

    /// Orders so many bottles, which are sent and arrive.
    @discardableResult
    func receive(_ units: Int64, of sku: String = "L", by buyer: String = "D-110105") async throws -> OrderID {
        let order = try await place([sku: units], by: buyer)
        try await sendOff(order.id)
        return order.id
    }

    func giveBack(_ units: Int64, of sku: String = "L", _ order: OrderID, by buyer: String = "D-110105") async throws {
        let id = try #require(try await request(order, [sku: units], by: buyer).view).id
        #expect(try await decide(id, accept: true) == nil)
        #expect(try await takeIn(id, [(sku, units, .restock)]) == nil)
    }

    /// "units earned posted carried tier" of each distributor that the client sees.
    func rebates(of campaign: CampaignID, as client: String = "HQ") async throws -> [String] {
        try await brand.rebates(of: campaign, page: PageRequest(limit: 200), as: try caller(client)).items.map { view in
            let standing = view.standing
            return "\(view.distributor) \(standing.units) \(standing.earnedFen) \(standing.postedFen) \(standing.carriedFen) \(view.tier.map(String.init) ?? "-")"
        }
    }

    /// What transfers put on a distributor's account as rebates.
    func rebatedFen(_ code: String = "D-110105") async throws -> Int {
        let id = try caller(code).organization.rawValue
        return try await count("SELECT coalesce(sum(amount_fen), 0)::bigint FROM tributary.account_transfers WHERE kind = 'rebate' AND organization_id = \(id)")
    }
}
