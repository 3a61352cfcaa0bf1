import API
import HTTPTypes
import Operations
import Testing

/// A retry is answered as the first time, whatever has become of the world since.
struct RetryUnderKeyTests {
    private static let order = #"{"lines":[{"sku":"B","quantity":1}]}"#

    private func place(_ service: TestService, _ body: String, key: String = "k") async throws -> TestAnswer {
        try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: key)
    }

    private func expectReplay(_ answer: TestAnswer, of first: TestAnswer, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(answer.status == first.status && answer.text == first.text, "\(what): \(answer.status) \(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.header("Idempotent-Replayed") == "true" && answer.header("Location") == first.header("Location"), "\(what)", sourceLocation: sourceLocation)
    }

    @Test func `an order is answered again although its SKU is discontinued by now`() async throws {
        try await OrderService.run { service in
            let first = try await place(service, Self.order)
            #expect(first.status == 201)
            try await service.sql("UPDATE skus SET status = 'discontinued' WHERE code = 'B'")
            try await service.brand.catalog.reload([.skus])
            #expect(try await place(service, Self.order, key: "new").status == 422)
            expectReplay(try await place(service, Self.order), of: first, "discontinued")
        }
    }

    @Test func `another body under a key is told so, be it one that could never be meant`() async throws {
        try await OrderService.run { service in
            #expect(try await place(service, Self.order).status == 201)
            for body in [
                #"{"lines":[{"sku":"B","quantity":2}]}"#, #"{"lines":[{"sku":"ZZ","quantity":1}]}"#, #"{"lines":[{"sku":"B","quantity":0}]}"#, "{}", "{", "[]",
                #"{"distributor":"D-310101","lines":[{"sku":"B","quantity":1}]}"#,
            ] {
                let answer = try await place(service, body)
                #expect(answer.status == 422 && answer["code"] == "IDEMPOTENCY_KEY_REUSED", "\(body): \(answer.text)")
            }
            // Nothing was kept of those, and a key that no answer is kept of is free.
            #expect(try await place(service, #"{"lines":[{"sku":"B","quantity":0}]}"#, key: "free").status == 422)
            #expect(try await place(service, Self.order, key: "free").status == 201)
        }
    }

    @Test func `the steps of other routes look their key up before their body, too`() async throws {
        try await OrderService.run { service in
            let path = "/v1/accounts/D-110105/deposits"
            let first = try await service.send(.post, path, as: "HQ", body: #"{"amountFen":5}"#, key: "d")
            #expect(first.status == 201)
            let bad = try await service.send(.post, path, as: "HQ", body: #"{"amountFen":0}"#, key: "d")
            #expect(bad.status == 422 && bad["code"] == "IDEMPOTENCY_KEY_REUSED", "\(bad.text)")
            expectReplay(try await service.send(.post, path, as: "HQ", body: #"{"amountFen":5}"#, key: "d"), of: first, "deposit")
        }
    }

    @Test func `whoever is suspended after its order is answered again, and refused anything new for good under its key`() async throws {
        try await OrderService.run { service in
            let first = try await place(service, Self.order)
            #expect(first.status == 201)
            _ = try await service.send(.patch, "/v1/organizations/R-11", as: "HQ", body: #"{"status":"suspended"}"#)
            expectReplay(try await place(service, Self.order), of: first, "suspended")
            let reused = try await place(service, "{}")
            #expect(reused.status == 422 && reused["code"] == "IDEMPOTENCY_KEY_REUSED", "\(reused.text)")
            let refused = try await place(service, Self.order, key: "new")
            #expect(refused.status == 409 && refused["code"] == "ORGANIZATION_SUSPENDED")
            _ = try await service.send(.patch, "/v1/organizations/R-11", as: "HQ", body: #"{"status":"active"}"#)
            // A 409 is an answer like any other: it is kept.
            expectReplay(try await place(service, Self.order, key: "new"), of: refused, "reinstated")
            #expect(try await place(service, Self.order, key: "third").status == 201)
        }
    }

    @Test func `figures of a refusal stand at the top and among the faults`() async throws {
        try await OrderService.run { service in
            try await service.sql("UPDATE accounts SET credit_limit_fen = 0, balance_fen = 100 WHERE kind = 'prepaid'")
            let refused = try await place(service, Self.order)
            refused.expectProblem(409, "CREDIT_EXCEEDED", [" CREDIT_EXCEEDED"])
            #expect(refused.number(at: "shortByFen") == 1100 && refused.number(at: "errors/0/shortByFen") == 1100, "\(refused.text)")
        }
    }
}
