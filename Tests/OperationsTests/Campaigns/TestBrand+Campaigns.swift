import Commerce
@testable import Operations
import TestSupport
import Testing

extension TestBrand {
    /// Puts a campaign into force behind the lifecycle's back, as one line says it; the server knows it afterwards.
    @discardableResult
    func launch(
        _ component: String, _ number: Int64, owner: String = "R-11", audience: String? = nil, budget: String = "{}", stacking: String? = nil,
        version: Int32 = 1, status: String = "live"
    ) async throws -> CampaignID {
        let text = #"""
            {"name":"活动\#(number)","owner":"\#(owner)","component":\#(component),"audience":\#(audience ?? #"{"organizations":["\#(owner)"]}"#),
             "schedule":{"startsAt":"2020-01-01T00:00:00Z","endsAt":"2040-01-01T00:00:00Z"},"budget":\#(budget)
             \#(stacking.map { #","stacking":\#($0)"# } ?? "")}
            """#
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else { throw NoObject() }
        let definition = try CampaignDefinition.read(object)
        let json = String(decoding: definition.json, as: UTF8.self)
        let organization = try caller(owner).organization
        let address = CampaignAddress(definition, owner: organization)
        func array(_ text: String?) -> String { text.map { "string_to_array('\($0)', ' ')" } ?? "NULL" }
        try await sql("""
            INSERT INTO tributary.campaigns (id, organization_id, created_at, starts_at, ends_at, version, status, kind, name, addressed_stores, addressed_tiers)
            VALUES (\(number), \(organization.rawValue), now(), '2020-01-01', '2040-01-01', \(version), '\(status)', '\(definition.component.kind.rawValue)', 'x',
                \(array(address.stores)), \(array(address.tiers)))
            ON CONFLICT (id) DO UPDATE SET version = \(version), status = '\(status)';
            INSERT INTO tributary.campaign_versions (campaign_id, created_at, version, definition, filled, created_by)
            VALUES (\(number), now(), \(version), '\(json)', '{}', 'test');
            """)
        try await brand.catalog.reload([.campaigns])
        return CampaignID(number)
    }

    private struct NoObject: Error {}

    /// Orders with coupons, or with an expected total.
    func order(
        _ bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105", coupons: [String] = [], expecting expectedTotalFen: Int64? = nil,
        key: String = String(UInt64.random(in: .min ... .max), radix: 36)
    ) async throws -> Sent {
        let draft = OrderDraft(
            distributor: nil, shipTo: nil,
            lines: bottles.map { OrderDraft.Line(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) }, allowPartial: nil,
            allowBackorder: false, note: nil, expectedTotalFen: expectedTotalFen, coupons: coupons.map { Code(stored: $0) })
        do {
            let answer = try await brand.placeOrder(
                draft, by: try caller(client),
                once: IdempotentRequest(clientID: client, route: "POST /v1/orders", key: key, body: Array("\(bottles) \(coupons)".utf8)),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.code)
        }
    }

    func quote(_ bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105", coupons: [String] = []) async throws -> QuoteView {
        try await brand.quote(
            OrderDraft(
                distributor: nil, shipTo: nil,
                lines: bottles.map { OrderDraft.Line(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) }, allowPartial: nil,
                allowBackorder: false, note: nil, coupons: coupons.map { Code(stored: $0) }),
            by: try caller(client))
    }

    /// A counter as "held posted uses units"; nil when nothing is counted.
    func usage(of campaign: CampaignID, subject: String? = nil) async throws -> String? {
        let key = try subject.map { try caller($0).organization.rawValue } ?? -1
        return try await value("""
            SELECT concat_ws(' ', held_fen, posted_fen, uses, units) FROM tributary.campaign_usage
            WHERE campaign_id = \(campaign.rawValue) AND subject_id = \(key) AND day = 0
            """)
    }
}

extension QuoteView {
    /// A campaign's outcome as "fen" or "REASON fen".
    func outcome(of campaign: CampaignID) -> String? {
        pricing.campaigns.first { $0.campaign.text == campaign.external }.map { found in
            [found.reason?.rawValue, found.applied ? String(found.fen) : nil].compactMap { $0 }.joined(separator: " ")
        }
    }
}
