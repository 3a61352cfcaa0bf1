import TestSupport
import Testing

/// Two servers of one brand, as behind a balancer: what one changes the other hears of, and neither sells what the other has sold.
@Suite(.timeLimit(.minutes(20))) struct TwoProcessesTests {
    private static func with(_ draft: BrandDraft = .small, _ body: (ServerProcess, ServerProcess, TestBrand) async throws -> Void) async throws {
        try await TestBrand.with(draft) { brand in
            try await ServerProcess.with(on: brand.url) { one in
                try await ServerProcess.with(on: brand.url) { other in
                    try await body(one, other, brand)
                }
            }
        }
    }

    /// Asks until the answer is the one that is awaited; the suite's time limit ends it otherwise.
    private static func until(_ isSeen: (ServerProcess.Answer) -> Bool, _ ask: () async throws -> ServerProcess.Answer?) async throws {
        while true {
            try Task.checkCancellation()
            if let answer = try await ask(), isSeen(answer) { return }
        }
    }

    @Test func `a price that one server changes is the other's price`() async throws {
        try await Self.with { one, other, _ in
            let (hq, buyer) = (try await one.token("HQ"), try await other.token("D-110105"))
            let body = #"{"lines":[{"sku":"L","quantity":1,"unit":"bottle"}]}"#
            let before = try await other.send("POST", "/v1/quotes", token: buyer, body: body)
            #expect(before?.body["subtotalFen"] as? Int == 5000)
            let changed = try await one.send("PATCH", "/v1/skus/L", token: hq, body: #"{"listPriceFen":6000}"#)
            #expect(changed?.status == 200, "\(changed?.text ?? "")")
            try await Self.until({ $0.body["subtotalFen"] as? Int == 6000 }) { try await other.send("POST", "/v1/quotes", token: buyer, body: body) }
        }
    }

    @Test func `who is suspended at one server may change nothing at the other`() async throws {
        try await Self.with { one, other, _ in
            let (hq, buyer) = (try await one.token("HQ"), try await other.token("D-110105"))
            // There is no such order; whether that is looked at depends on who asks.
            func pay() async throws -> ServerProcess.Answer? {
                try await other.send("POST", "/v1/orders/ord_zz/balance", token: buyer, key: "balance")
            }
            let before = try await pay()
            #expect(before?.status == 404)
            let changed = try await one.send("PATCH", "/v1/organizations/D-110105", token: hq, body: #"{"status":"suspended"}"#)
            #expect(changed?.status == 200, "\(changed?.text ?? "")")
            try await Self.until({ $0.status == 409 && $0.code == "ORGANIZATION_SUSPENDED" }, pay)
        }
    }

    @Test func `a client that is revoked at one server is nobody at the other`() async throws {
        try await Self.with { one, other, _ in
            let (hq, client) = (try await one.token("HQ"), try await other.token("D-310101"))
            let before = try await other.send("GET", "/v1/me", token: client)
            #expect(before?.status == 200)
            let revoked = try await one.send("DELETE", "/v1/organizations/D-310101/clients?clientId=D-310101", token: hq)
            #expect(revoked?.status == 204, "\(revoked?.text ?? "")")
            try await Self.until({ $0.status == 401 }) { try await other.send("GET", "/v1/me", token: client) }
        }
    }

    @Test func `sixty orders over two servers for forty bottles sell forty`() async throws {
        try await Self.with(.small(stock: ["RW-11": ["L": 40]])) { one, other, brand in
            var tokens: [String] = []
            for buyer in ["D-110105", "D-110106"] { tokens.append(try await one.token(buyer)) }
            let buyers = tokens
            let answers = await withTaskGroup(of: ServerProcess.Answer?.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let server = number % 2 == 0 ? one : other
                        return try? await server.order(1, of: "L", token: buyers[number / 2 % 2], key: "race-\(number)")
                    }
                }
                return await group.reduce(into: [ServerProcess.Answer]()) { if let answer = $1 { $0.append(answer) } }
            }
            #expect(answers.count == 60)
            #expect(answers.count { $0.status == 201 } == 40)
            #expect(answers.filter { $0.status != 201 }.allSatisfy { $0.status == 409 && $0.code == "OUT_OF_STOCK" })
            #expect(try await brand.count("SELECT sum(units - voided_units) FROM stock_holds") == 40)
            let audit = try await Finished.tributary(["audit", "--database-url=\(brand.url)", "--schemas-directory=\(Repository.schemas)"])
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        }
    }
}
