import Commerce
import Operations
import TestSupport
import Testing

extension TestBrand {
    /// A campaign that went through its life's first steps: made, submitted, approved where that must be.
    func openDraw(
        _ component: String, owner: String = "R-11", budget: String = "{}", audience: String? = nil, to endsAt: String = "2026-03-01T00:00:00Z"
    ) async throws -> CampaignID {
        let text = """
            {"name":"抽奖","owner":"\(owner)","component":\(component),"audience":\(audience ?? #"{"organizations":["\#(owner)"]}"#),
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"\(endsAt)"},"budget":\(budget)}
            """
        let sheet = try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: owner))
        var view = try await run(sheet, by: owner)
        if view.status == .submitted { view = try await approve(view.id) }
        #expect(view.status == .live)
        return view.id
    }

    /// Hands in so many tokens of a game, `t-0` and on.
    func handIn(_ count: Int, to campaign: CampaignID, for distributor: String = "D-110105", by client: String = "R-11", named prefix: String = "t") async throws {
        for place in 0..<count {
            try await brand.work(for: try caller(client)) {
                try await $0.addDrawToken(Code(stored: "\(prefix)-\(place)"), of: campaign, for: Code(stored: distributor))
            }
        }
    }

    func draw(_ token: String, of campaign: CampaignID, by client: String = "D-110105") async throws -> DrawView {
        try await brand.work(for: try caller(client)) { try await $0.drawPrize(of: campaign, token: Code(stored: token)) }
    }

    func boxes(_ quantity: Int64, of campaign: CampaignID, by client: String = "D-110105") async throws -> BoxPurchaseView {
        try await brand.work(for: try caller(client)) { try await $0.buyBoxes(of: campaign, quantity: quantity) }
    }

    /// Sends what a draw won. A key that isn't given is nobody else's.
    func fulfil(_ draw: DrawID, by client: String = "R-11", key: String = String(UInt64.random(in: .min ... .max), radix: 36)) async throws -> Sent {
        do {
            let request = IdempotentRequest(clientID: client, route: "POST /v1/draws/\(draw.external)/fulfil", key: key, body: [])
            let answer = try await brand.fulfilDraw(
                draw, by: try caller(client), once: request,
                accepted: { StoredAnswer(status: 200, body: Array(($0.order?.external ?? "").utf8)) },
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 200 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.code)
        }
    }

    func read(_ draw: DrawID, as client: String = "D-110105") async throws -> DrawView {
        try await brand.draw(draw, as: try caller(client))
    }

    func tokens(of campaign: CampaignID, as client: String = "D-110105") async throws -> [DrawTokenView] {
        try await brand.drawTokens(of: campaign, page: PageRequest(limit: 200), as: try caller(client)).items
    }

    func balanceFen(_ code: String = "D-110105") async throws -> Int64 {
        let id = try caller(code).organization.rawValue
        return try await value("SELECT balance_fen FROM tributary.accounts WHERE kind = 'prepaid' AND organization_id = \(id)").flatMap { Int64($0) } ?? -1
    }

    /// The refusal's code, or "done".
    func outcome(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
            return "done"
        } catch let refusal as any Refusal {
            return refusal.reason.code
        }
    }
}

extension Result {
    /// What was done, or the code of the refusal; anything else is an error.
    func outcome() throws -> (value: Success?, code: String?) {
        switch self {
        case .success(let value): return (value, nil)
        case .failure(let error):
            guard let refusal = error as? any Refusal else { throw error }
            return (nil, refusal.reason.code)
        }
    }
}
