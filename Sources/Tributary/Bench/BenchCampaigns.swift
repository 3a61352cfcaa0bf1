import Commerce

/// Three campaigns that every order of the load carries: a line price, and two thresholds in groups of their own. Each has a budget that no load
/// can spend, so that each order holds against all of them, and all orders meet at the same rows.
struct BenchCampaigns {
    static let count = 3
    private let client: SmallClient
    private let token: String
    private let ids: [String]

    /// Puts them into force. The server prices with them once this returns.
    static func launch(on server: BenchServer) throws -> BenchCampaigns {
        let client = try SmallClient(host: "127.0.0.1", port: server.port)
        let token = try client.token("HQ")
        // The first line of every order of the load is one of these. A price below all floors makes each of them cheaper, as far as its floor.
        let skus = try client.orderableSKUs(token: try client.token("D-110105"))
        let first = skus.prefix(skus.count / 10).map { "\"\($0)\"" }.joined(separator: ",")
        let components = [
            #"{"kind":"tiered","basis":"order","mode":"whole","tiers":[{"fromUnits":1,"priceFen":1}],"scope":{"skus":[\#(first)]}},"budget":{"amountFen":\#(plenty)}"#,
            #"{"kind":"threshold","tiers":[{"minFen":10000,"offFen":1000}]},"budget":{"amountFen":\#(plenty),"perBuyerFen":\#(plenty)}"#,
            #"{"kind":"threshold","tiers":[{"minFen":10000,"offBps":100}]},"budget":{"amountFen":\#(plenty),"perDayFen":\#(plenty)},"stacking":{"group":"share"}"#,
        ]
        let ids = try components.enumerated().map { index, component in
            let body = #"{"name":"bench \#(index)","schedule":{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2099-01-01T00:00:00Z"},"component":\#(component)}"#
            let made = try client.send("POST", "/v1/campaigns", token: token, body: body)
            guard made.status == 201, let id = try made.json()["id"] as? String else {
                throw SettingsError("the bench's campaign was refused: \(String(decoding: made.body, as: UTF8.self))")
            }
            try step("submit", id, client, token)
            return id
        }
        return BenchCampaigns(client: client, token: token, ids: ids)
    }

    /// Takes each of them through a step: pause, resume or end.
    func step(_ step: String) throws {
        for id in ids { try Self.step(step, id, client, token) }
    }

    private static let plenty = 10_000_000_000_000

    private static func step(_ step: String, _ id: String, _ client: SmallClient, _ token: String) throws {
        let answer = try client.send("POST", "/v1/campaigns/\(id)/\(step)", token: token)
        guard answer.status == 200 else { throw SettingsError("the bench's campaign was refused: \(String(decoding: answer.body, as: UTF8.self))") }
    }
}
