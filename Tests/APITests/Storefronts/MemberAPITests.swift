import API
import TestSupport
import Testing

struct MemberAPITests {
    private static let store = "S-110105-001"

    private func member(_ service: TestService) async throws -> String {
        let made = try await service.send(.post, "/v1/members", as: Self.store, body: #"{"name":"王女士"}"#)
        return try #require(made["id"], "\(made.text)")
    }

    @Test func `a top-up under one key is stored once, and another body under it is refused`() async throws {
        try await TestService.serving { service, brand in
            let path = "/v1/members/\(try await member(service))"
            let first = try await service.send(.post, path + "/top-ups", as: Self.store, body: #"{"amountFen":500}"#, key: "k1")
            #expect(first.status == 201)
            #expect(first.text == #"{"amountFen":500,"giftFen":0,"balance":{"principalFen":500,"bonusFen":0,"points":0}}"#)
            let again = try await service.send(.post, path + "/top-ups", as: Self.store, body: #"{"amountFen":500}"#, key: "k1")
            #expect(again.status == 201 && again.text == first.text && again.header("Idempotent-Replayed") == "true")
            let other = try await service.send(.post, path + "/top-ups", as: Self.store, body: #"{"amountFen":501}"#, key: "k1")
            #expect(other.status == 422 && other["code"] == "IDEMPOTENCY_KEY_REUSED")
            #expect(try await service.send(.post, path + "/top-ups", as: Self.store, body: #"{"amountFen":500}"#).status == 400)
            #expect(try await service.send(.get, path, as: Self.store).number(at: "principalFen") == 500)
        }
    }

    @Test func `a refusal under a key is kept, whatever is stored meanwhile`() async throws {
        try await TestService.serving { service, brand in
            let path = "/v1/members/\(try await member(service))"
            let refused = try await service.send(.post, path + "/spend", as: Self.store, body: #"{"amountFen":500}"#, key: "k1")
            #expect(refused.status == 409 && refused["code"] == "STORED_VALUE_EXCEEDED" && refused.number(at: "shortByFen") == 500, "\(refused.text)")
            _ = try await service.send(.post, path + "/top-ups", as: Self.store, body: #"{"amountFen":500}"#, key: "k2")
            let again = try await service.send(.post, path + "/spend", as: Self.store, body: #"{"amountFen":500}"#, key: "k1")
            #expect(again.status == 409 && again.header("Idempotent-Replayed") == "true")
            #expect(try await service.send(.post, path + "/spend", as: Self.store, body: #"{"amountFen":500}"#, key: "k3").status == 201)
        }
    }

    @Test(arguments: [
        ("top-ups", #"{"amountFen":1000000001}"#, ["/amountFen OUT_OF_RANGE"]),
        ("top-ups", #"{"amountFen":-1,"campaign":"x"}"#, ["/amountFen OUT_OF_RANGE", "/campaign UNKNOWN_FIELD"]),
        ("spend", #"{"amountFen":1.5,"points":0,"reference":""}"#, ["/amountFen WRONG_TYPE", "/points OUT_OF_RANGE", "/reference OUT_OF_RANGE"]),
        ("refund", #"{"amountFen":1}"#, ["/spend MISSING"]),
        ("withdrawals", #"{"amountFen":"1"}"#, ["/amountFen WRONG_TYPE"]),
    ])
    func `what can't be of a member's money is named at its pointer`(_ part: String, _ body: String, _ faults: [String]) async throws {
        try await TestService.serving { service, brand in
            let path = "/v1/members/\(try await member(service))/\(part)"
            let answer = try await service.send(.post, path, as: Self.store, body: body, key: "k1")
            #expect(answer.status == 422, "\(answer.text)")
            #expect(answer.faults == faults, "\(answer.text)")
        }
    }
}
