import TestSupport
import Testing

extension MatrixBrand {
    /// The template `T`, and of headquarters, each region and each distributor a campaign that is live and one that is a draft.
    func furnishCampaigns() async throws {
        _ = try await done(.post, "/v1/campaign-templates", as: "HQ", body: Self.template("T"))
        for owner in ["HQ"] + Tree.regions + Tree.distributors {
            try keep(try await campaign(of: owner, "live"), as: "campaign live", of: owner)
            try keep(try await campaign(of: owner, "draft"), as: "campaign draft", of: owner)
        }
    }

    /// Of headquarters and each region a draw by a game's tokens and a blind box, both live; each distributor has drawn once from its region's
    /// draw, and has a token left.
    func furnishDraws() async throws {
        for owner in ["HQ"] + Tree.regions {
            try keep(try await draw(of: owner, Self.luckyDraw), as: "draw", of: owner)
            try keep(try await draw(of: owner, Self.blindBox), as: "box", of: owner)
        }
        for buyer in Tree.distributors {
            try keep(try await drawn(by: buyer), as: "drawn", of: buyer)
            _ = try await handIn(for: buyer)
        }
    }

    /// An order of each distributor's that was sold in advance. Nothing is left of the sale afterwards, so no other order is.
    func furnishAdvanceOrders() async throws {
        let body = """
            {"name":"预售","component":{"kind":"flashSale","sku":"A","priceFen":9900,"quotaUnits":\(6 * Tree.distributors.count),
            "depositFen":100,"balanceDue":"2026-06-01T00:00:00Z","shipsAfter":"2026-07-01T00:00:00Z"},
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}
            """
        let id = try #require(try await done(.post, "/v1/campaigns", as: "HQ", body: body)["id"])
        _ = try await done(.post, "/v1/campaigns/\(id)/submit", as: "HQ")
        for buyer in Tree.distributors {
            let order = try await done(.post, "/v1/orders", as: buyer, body: #"{"lines":[{"sku":"A","quantity":1}]}"#)
            try #require(order["status"] == "awaitingBalance", "\(order.text)")
            try keep(order["id"], as: "order balance", of: buyer)
        }
    }

    /// - Returns: the id of a draw that the distributor made in its region's campaign.
    func drawn(by buyer: String) async throws -> String {
        let token = try await handIn(for: buyer)
        let body = #"{"campaign":"\#(self["draw", Tree.region(buyer) ?? ""])","token":"\#(token)"}"#
        return try await done(.post, "/v1/draws", as: buyer, body: body)["id"] ?? ""
    }

    /// - Returns: a new token of the distributor, in its region's campaign.
    func handIn(for buyer: String) async throws -> String {
        let token = "\(buyer).\(next())"
        let body = #"{"campaign":"\#(self["draw", Tree.region(buyer) ?? ""])","distributor":"\#(buyer)","token":"\#(token)"}"#
        _ = try await done(.post, "/v1/draws/tokens", as: "HQ", body: body)
        return token
    }

    private func draw(of owner: String, _ component: String) async throws -> String {
        let body = #"{"name":"抽奖","owner":"\#(owner)","component":\#(component),"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"},"budget":{"amountFen":1000}}"#
        let id = try await done(.post, "/v1/campaigns", as: "HQ", body: body)["id"] ?? ""
        let submitted = try await done(.post, "/v1/campaigns/\(id)/submit", as: "HQ")
        if submitted["status"] == "submitted" { _ = try await done(.post, "/v1/campaigns/\(id)/approve", as: "HQ") }
        return id
    }

    private static let luckyDraw = #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":10000,"sku":"A","stock":1000000}]}"#
    private static let blindBox = #"{"kind":"blindBox","priceFen":100,"pool":[{"sku":"A","weightBps":10000,"units":1000000}],"publishedOdds":true}"#

    /// A new campaign that stands where it is to stand. Headquarters makes it, which a suspended region couldn't.
    func campaign(of owner: String, _ status: String) async throws -> String {
        let budget = status == "submitted" ? "" : #""amountFen":1000"#
        let body = """
            {"name":"满减","template":"T","owner":"\(owner)","schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"},"budget":{\(budget)}}
            """
        let id = try await done(.post, "/v1/campaigns", as: "HQ", body: body)["id"] ?? ""
        let steps = ["draft": [], "submitted": ["submit"], "live": ["submit"], "paused": ["submit", "pause"]][status] ?? []
        for step in steps { _ = try await done(.post, "/v1/campaigns/\(id)/\(step)", as: "HQ") }
        return id
    }

    /// A group buy of headquarters' that is on.
    func groupBuy() async throws -> String {
        let body = """
            {"name":"拼团","component":{"kind":"groupBuy","sku":"A","priceFen":8100,"size":2,"joinMinutes":60},
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}
            """
        let id = try #require(try await done(.post, "/v1/campaigns", as: "HQ", body: body)["id"])
        _ = try await done(.post, "/v1/campaigns/\(id)/submit", as: "HQ")
        return id
    }

    static func template(_ code: String) -> String {
        """
        {"code":"\(code)","name":"模板","kind":"threshold","fields":[{"path":"/component/scope","weightBps":3500,"access":"locked"},
        {"path":"/component/tiers","weightBps":2500,"access":"free"},{"path":"/stacking","weightBps":2500,"access":"locked"},{"path":"/budget","weightBps":1500,"access":"free"}],
        "settings":{"component":{"kind":"threshold","scope":{"skus":["A"]},"tiers":[{"minFen":10000000,"offFen":100}]},
        "stacking":{"group":"order-discount","mode":"exclusive","priority":1}}}
        """
    }
}
