import TestSupport
import Testing

extension MatrixBrand {
    /// An offer with a bonus of headquarters', and one with a gift of each region; each distributor has stored money by both, is owed its gift, and has
    /// an order that takes of what it stored.
    func furnishStoredValue() async throws {
        try keep(try await offer(of: "HQ", #""bonusFen":10"#), as: "bonus", of: "HQ")
        for region in Tree.regions { try keep(try await offer(of: region, #""gift":{"sku":"A","units":1}"#), as: "gift", of: region) }
        for buyer in Tree.distributors {
            _ = try await topUp(by: buyer, self["bonus", "HQ"])
            try keep(try await topUp(by: buyer, self["gift", Tree.region(buyer) ?? ""])["id"], as: "top-up", of: buyer)
            _ = try await done(.post, "/v1/orders", as: buyer, body: #"{"lines":[{"sku":"A","quantity":1}],"tender":{"storedValueFen":5}}"#)
        }
    }

    private func topUp(by buyer: String, _ campaign: String) async throws -> TestAnswer {
        try await done(.post, "/v1/stored-value/top-ups", as: buyer, body: #"{"campaign":"\#(campaign)","times":1}"#)
    }

    private func offer(of owner: String, _ extra: String) async throws -> String {
        let component = #"{"kind":"storedValue","principalFen":1000,\#(extra)}"#
        let body = #"{"name":"储值","owner":"\#(owner)","component":\#(component),"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}"#
        let id = try await done(.post, "/v1/campaigns", as: "HQ", body: body)["id"] ?? ""
        let submitted = try await done(.post, "/v1/campaigns/\(id)/submit", as: "HQ")
        if submitted["status"] == "submitted" { _ = try await done(.post, "/v1/campaigns/\(id)/approve", as: "HQ") }
        return id
    }
}
