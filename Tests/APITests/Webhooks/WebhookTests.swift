@testable import API
import Commerce
import HTTPTypes
import Testing

struct WebhookTests {
    @Test func `a webhook's secret is shown once`() async throws {
        try await TestService.run { service in
            let made = try await service.send(
                .post, "/v1/webhooks", as: "D-110105", body: #"{"url":"https://erp.example.com/hook","types":["order.placed"]}"#)
            #expect(made.status == 201)
            #expect(made["secret"]?.hasPrefix("whsec_") == true)
            #expect(made.header("cache-control") == "no-store")
            let list = try await service.send(.get, "/v1/webhooks", as: "D-110105")
            #expect(list.items("id") == [made["id"]])
            #expect(list.items("url") == ["https://erp.example.com/hook"])
            #expect(list.items("status") == ["active"])
            #expect(list.text.contains(#""types":["order.placed"]"#))
            #expect(!list.text.contains("whsec_") && !list.text.contains("secret"))
        }
    }

    @Test func `every fault of a webhook is named at its place`() async throws {
        try await TestService.run { service in
            for (body, faults) in [
                (#"{}"#, ["/url MISSING"]), (#"{"url":"http://example.com/"}"#, ["/url INVALID_URL"]), (#"{"url":"https://127.0.0.1/"}"#, ["/url ADDRESS_NOT_PUBLIC"]),
                (#"{"url":"https://[::1]/"}"#, ["/url ADDRESS_NOT_PUBLIC"]), (#"{"url":"file:///etc/passwd"}"#, ["/url INVALID_URL"]),
                (#"{"url":"https://a@example.com/"}"#, ["/url INVALID_URL"]), (#"{"url":5}"#, ["/url WRONG_TYPE"]),
                (#"{"url":"https://example.com/","types":["order.placed","x"]}"#, ["/types/1 UNKNOWN_VALUE"]),
                (#"{"url":"http://example.com/","types":[7,"","x"]}"#,
                 ["/types/0 WRONG_TYPE", "/types/1 OUT_OF_RANGE", "/types/2 UNKNOWN_VALUE", "/url INVALID_URL"]),
                (#"{"url":"https://example.com/","types":"order.placed"}"#, ["/types WRONG_TYPE"]),
                (#"{"url":"https://example.com/","secret":"mine"}"#, ["/secret UNKNOWN_FIELD"]),
            ] {
                let answer = try await service.send(.post, "/v1/webhooks", as: "HQ", body: body)
                #expect(answer.status == 422, "\(body)")
                #expect(answer.faults == faults, "\(body)")
            }
        }
    }

    @Test func `a webhook is ended from within its reach only`() async throws {
        try await TestService.run { service in
            let made = try await service.send(.post, "/v1/webhooks", as: "D-110105", body: #"{"url":"https://example.com/"}"#)
            let path = "/v1/webhooks/\(try #require(made["id"]))"
            for caller in ["D-110106", "R-31", "D-310101", "S-110105-001"] {
                let answer = try await service.send(.delete, path, as: caller)
                #expect(answer.status == 404, "\(caller)")
            }
            #expect(try await service.send(.delete, path, as: "R-11").status == 204)
            #expect(try await service.send(.delete, path, as: "D-110105").status == 404)
            #expect(try await service.send(.delete, "/v1/webhooks/whk_i", as: "HQ").status == 404)
        }
    }
}
