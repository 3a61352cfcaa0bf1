import API
import Commerce
import Operations
import TestSupport
import Testing

struct RebateAPITests {
    /// A rebate of 100 fen a bottle from six on, of R-11's, and a case of A that each of its distributors has received.
    private static func posted(_ service: TestService, _ brand: TestBrand) async throws -> String {
        let component = #"{"kind":"tiered","basis":"period","mode":"whole","tiers":[{"fromUnits":6,"rebateFenPerUnit":100},{"fromUnits":60,"rebateFenPerUnit":200}]}"#
        let dates = #""schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}"#
        let body = #"{"name":"年度返利","owner":"R-11","component":\#(component),\#(dates),"budget":{"amountFen":1000}}"#
        let id = try #require(try await service.send(.post, "/v1/campaigns", as: "R-11", body: body)["id"])
        _ = try await service.send(.post, "/v1/campaigns/\(id)/submit", as: "R-11")
        _ = try await service.send(.post, "/v1/campaigns/\(id)/approve", as: "HQ")
        for buyer in ["D-110105", "D-110106"] {
            let order = try await service.send(.post, "/v1/orders", as: buyer, body: #"{"lines":[{"sku":"A","quantity":1}]}"#, key: buyer)
            let shipment = try #require(order.text(at: "shipments/0/id"))
            for (step, caller) in [("pick", "HQ"), ("ship", "HQ"), ("deliver", buyer)] {
                let moved = try await service.send(.post, "/v1/shipments/\(shipment)/\(step)", as: caller, key: buyer + step)
                #expect(moved.status == 200, "\(moved.text)")
            }
        }
        #expect(try await brand.brand.postRebates() == 2)
        return id
    }

    @Test func `a distributor reads what it earned, a region what all of its distributors did, page by page`() async throws {
        try await TestService.serving { service, brand in
            let id = try await Self.posted(service, brand)
            let own = try await service.send(.get, "/v1/campaigns/\(id)/rebates", as: "D-110105")
            #expect(own.status == 200)
            #expect(own.text == #"{"items":[{"distributor":"D-110105","units":6,"earnedFen":600,"postedFen":600,"carriedFen":0,"tier":1}],"nextCursor":null}"#)
            let first = try await service.send(.get, "/v1/campaigns/\(id)/rebates?limit=1", as: "R-11")
            #expect(first.items("distributor") == ["D-110105"])
            let next = try #require(first["nextCursor"])
            let second = try await service.send(.get, "/v1/campaigns/\(id)/rebates?limit=1&cursor=\(next)", as: "R-11")
            #expect(second.items("distributor") == ["D-110106"])
            #expect(second.text.contains(#""earnedFen":600,"postedFen":400"#), "\(second.text)")
            #expect(try await service.send(.get, "/v1/campaigns/\(id)/rebates", as: "R-31").status == 404)
            #expect(try await service.send(.get, "/v1/campaigns/cmp_zzz/rebates", as: "HQ").status == 404)
            #expect(try await service.send(.get, "/v1/campaigns/\(id)/rebates?sort=x", as: "HQ").status == 422)
        }
    }

    @Test func `the account says which campaign the money came from, and results count it`() async throws {
        try await TestService.serving { service, brand in
            let id = try await Self.posted(service, brand)
            let entries = try await service.send(.get, "/v1/accounts/D-110106/entries?limit=1", as: "D-110106")
            #expect(entries.items("kind") == ["rebate"] && entries.items("reference") == [id], "\(entries.text)")
            let results = try await service.send(.get, "/v1/campaigns/\(id)/results", as: "R-11")
            #expect(results.number(at: "discountFen") == 1000 && results.number(at: "budgetLeftFen") == 0 && results.number(at: "distributors") == 2)
        }
    }
}
