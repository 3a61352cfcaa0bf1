import API
import Commerce
import Operations
import TestSupport
import Testing

struct AdvanceSaleAPITests {
    /// A flash sale of headquarters' for A, listed at 10,000 fen, at 9,000 with 2,000 down.
    private static func launch(_ service: TestService) async throws {
        let component = """
            {"kind":"flashSale","sku":"A","priceFen":9000,"quotaUnits":600,
             "depositFen":2000,"balanceDue":"2026-02-01T00:00:00Z","shipsAfter":"2026-03-01T00:00:00Z"}
            """
        let body = #"{"name":"预售","component":\#(component),"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}"#
        let id = try #require(try await service.send(.post, "/v1/campaigns", as: "HQ", body: body)["id"])
        _ = try await service.send(.post, "/v1/campaigns/\(id)/submit", as: "HQ")
        let live = try await service.send(.get, "/v1/campaigns/\(id)", as: "HQ")
        #expect(live["status"] == "live", "\(live.text)")
    }

    private static let lines = #"{"lines":[{"sku":"A","quantity":1}]}"#

    @Test func `quote and order say what is held at once and what is due`() async throws {
        try await TestService.serving { service, _ in
            try await Self.launch(service)
            let quote = try await service.send(.post, "/v1/quotes", as: "D-110105", body: Self.lines)
            let placed = try await service.send(.post, "/v1/orders", as: "D-110105", body: Self.lines, key: "1")
            #expect(placed.status == 201 && placed["status"] == "awaitingBalance", "\(placed.text)")
            for answer in [quote, placed] {
                #expect(answer.number(at: "totalFen") == 54_000)
                #expect(answer.number(at: "advance/depositFen") == 12_000 && answer.number(at: "advance/balanceFen") == 42_000, "\(answer.text)")
                #expect(answer.text(at: "advance/balanceDue") == "2026-02-01T00:00:00.000Z")
                #expect(answer.text(at: "advance/shipsAfter") == "2026-03-01T00:00:00.000Z")
                #expect(answer.text.contains(#""paid":false"#))
            }
            let read = try await service.send(.get, "/v1/orders/\(placed["id"] ?? "")", as: "R-11")
            #expect(read.text == placed.text)
            #expect(try await service.send(.get, "/v1/orders?status=awaitingBalance", as: "HQ").items("id") == [placed["id"] ?? ""])
            let ordinary = try await service.send(.post, "/v1/quotes", as: "D-110105", body: Self.lines.replacing("A", with: "B"))
            #expect(ordinary.number(at: "advance/depositFen") == nil)
        }
    }

    @Test func `a balance is paid once, and the same is answered under its key`() async throws {
        try await TestService.serving { service, _ in
            try await Self.launch(service)
            let id = try #require(try await service.send(.post, "/v1/orders", as: "D-110105", body: Self.lines, key: "1")["id"])
            let path = "/v1/orders/\(id)/balance"
            #expect(try await service.send(.post, path, as: "D-110105")["code"] == "IDEMPOTENCY_KEY_MISSING")
            #expect(try await service.send(.post, path, as: "D-110106", key: "b").status == 404)
            #expect(try await service.send(.post, path, as: "S-110105-001", key: "b").status == 404)
            #expect(try await service.send(.post, path, as: "D-110105", body: #"{"amountFen":1}"#, key: "b").status == 422)
            let paid = try await service.send(.post, path, as: "R-11", key: "b")
            #expect(paid.status == 200 && paid["status"] == "confirmed" && paid.text.contains(#""paid":true"#), "\(paid.text)")
            #expect(paid.text(at: "shipments/0/status") == "waiting")
            let again = try await service.send(.post, path, as: "R-11", key: "b")
            #expect(again.text == paid.text && again.header("idempotent-replayed") == "true")
            #expect(try await service.send(.get, "/v1/accounts/D-110105", as: "D-110105").number(at: "heldFen") == 54_000)
            let other = try await service.send(.post, path, as: "D-110105", key: "c")
            #expect(other.status == 409 && other["code"] == "NO_BALANCE_DUE")
        }
    }

    @Test func `a balance that the account doesn't cover is refused with what is short`() async throws {
        var draft = BrandDraft.small
        draft.distributors[0].balanceFen = 50_000
        try await TestService.serving(draft) { service, _ in
            try await Self.launch(service)
            let id = try #require(try await service.send(.post, "/v1/orders", as: "D-110105", body: Self.lines, key: "1")["id"])
            let short = try await service.send(.post, "/v1/orders/\(id)/balance", as: "D-110105", key: "b")
            #expect(short.status == 409 && short["code"] == "CREDIT_EXCEEDED" && short.number(at: "shortByFen") == 4000, "\(short.text)")
            #expect(try await service.send(.get, "/v1/orders/\(id)", as: "D-110105")["status"] == "awaitingBalance")
        }
    }

    @Test func `a forfeited deposit stands among the account's entries`() async throws {
        try await TestService.serving { service, _ in
            try await Self.launch(service)
            let id = try #require(try await service.send(.post, "/v1/orders", as: "D-110105", body: Self.lines, key: "1")["id"])
            let cancelled = try await service.send(.post, "/v1/orders/\(id)/cancel", as: "D-110105", key: "c")
            #expect(cancelled["status"] == "cancelled" && cancelled.number(at: "totalFen") == 0, "\(cancelled.text)")
            let entries = try await service.send(.get, "/v1/accounts/D-110105/entries?limit=1", as: "D-110105")
            #expect(entries.text(at: "items/0/kind") == "forfeit" && entries.number(at: "items/0/amountFen") == -12_000, "\(entries.text)")
            #expect(entries.text(at: "items/0/reference") == id)
        }
    }
}
