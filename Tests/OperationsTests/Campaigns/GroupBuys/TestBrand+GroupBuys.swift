import Commerce
@testable import Operations
import TestSupport
import Testing

/// Group buys of `L`, listed at 5,000 fen and sold loose.
extension TestBrand {
    /// So many distributors of R-11, and goods for all of them.
    static func crowd(_ distributors: Int) -> BrandDraft {
        var draft = BrandDraft.small(stock: ["WH-TJ": ["L": 60_000]])
        let first = draft.distributors[0]
        draft.distributors = [first] + (1..<distributors).map { number in
            var one = first
            one.code = "D-\(900_000 + number)"
            one.stores = []
            return one
        }
        return draft
    }

    func launchGroupBuy(
        _ number: Int64 = 71, size: Int64 = 2, priceFen: Int64 = 4500, joinMinutes: Int64 = 30, perBuyerUnits: Int64? = nil, owner: String = "R-11",
        status: String = "live"
    ) async throws -> CampaignID {
        let limit = perBuyerUnits.map { #","perBuyerUnits":\#($0)"# } ?? ""
        return try await launch(
            #"{"kind":"groupBuy","sku":"L","priceFen":\#(priceFen),"size":\#(size),"joinMinutes":\#(joinMinutes)\#(limit)}"#, number, owner: owner, status: status)
    }

    /// Joins with so many bottles.
    func join(
        _ campaign: CampaignID, _ bottles: Int64 = 6, by client: String = "D-110105", expecting expectedTotalFen: Int64? = nil,
        tender: Int64 = 0, key: String = String(UInt64.random(in: .min ... .max), radix: 36)
    ) async throws -> Sent {
        let join = GroupBuyJoin(
            campaign: campaign, quantity: bottles, unit: .bottle, distributor: nil, shipTo: nil, expectedTotalFen: expectedTotalFen, note: nil,
            tender: Tender(storedValueFen: tender))
        do {
            let answer = try await brand.joinGroupBuy(
                join, by: try caller(client),
                once: IdempotentRequest(clientID: client, route: "POST /v1/group-buys/\(campaign.external)/join", key: key, body: Array("\(bottles)".utf8)),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.code)
        }
    }

    func joined(_ campaign: CampaignID, _ bottles: Int64 = 6, by client: String = "D-110105") async throws -> OrderView {
        let sent = try await join(campaign, bottles, by: client)
        return try await order(try #require(sent.order, "\(sent)"))
    }

    /// "status joined" of every group, the oldest first.
    func groups() async throws -> [String] {
        try await value("SELECT string_agg(status || ' ' || joined, ',' ORDER BY opened_at, id) FROM tributary.group_buys")?
            .split(separator: ",").map(String.init) ?? []
    }

    /// From now on this server releases no filled group by itself, as one that was killed in between.
    func stopReleasingGroups() async {
        await brand.intake.setBackorders(
            OrderIntake.Backorders(fill: { _ in }, fillArrivals: { _ in }, releaseGroups: {}))
    }
}
