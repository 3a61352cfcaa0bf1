@testable import API
import Commerce
import HTTPTypes
import Operations
import Testing

/// What holds for every route, whatever it does.
struct GatewayTests {
    private static let echo = Endpoint(.post, "/v1/echo/{name}", may: .depositMoney, keyed: true) { call in
        var form = try call.form()
        let amount = form.int("amount", 1...Int64.max)
        try form.finish()
        let name = try call.parameter("name")
        if name == "stop" { throw Reason(.conflict, "STOPPED", "No.", figures: [Figure("amount", amount)]) }
        return try await call.work { _ in
            if name == "full" { throw Reason(.conflict, "FULL", "Full.") }
            return .created(location: "/v1/echo/1") { json in json.object { $0.field("name", name); $0.field("made", RequestTrace.randomHex(1)) } }
        }
    }

    private static let failing = Endpoint(.get, "/v1/failing") { _ in throw Unexpected() }
    private static let lists = Endpoint(.get, "/v1/echo/list") { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        return .ok(page: Page(items: [page.limit], next: page.after.map { $0 + "x" } ?? "start/?"), of: call) { $0.field("n", $1) }
    }

    private struct Unexpected: Error {}
    private static let endpoints = Endpoints.all + [echo, failing, lists]

    @Test func `an unknown path is a problem document`() async throws {
        try await TestService.run { service in
            for path in ["/nowhere", "/v1", "/v1/me/", "//v1/me", "/v1/organizations//clients"] {
                let answer = try await service.send(.get, path, as: "HQ")
                #expect(answer.status == 404, "\(path)")
                #expect(answer.header("content-type") == "application/problem+json")
                #expect(answer["code"] == "NOT_FOUND")
                #expect(answer["instance"] == path)
            }
        }
    }

    @Test func `a method that a path doesn't know is refused with those it knows`() async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            let answer = try await service.send(.delete, "/v1/organizations")
            #expect(answer.status == 405)
            #expect(answer.header("allow") == "GET, HEAD, POST, OPTIONS")
            let options = try await service.send(.options, "/v1/organizations")
            #expect(options.status == 204)
            #expect(options.header("allow") == "GET, HEAD, POST, OPTIONS")
            let literal = try await service.send(.patch, "/v1/echo/list")
            #expect(literal.header("allow") == "GET, HEAD, POST, OPTIONS")
        }
    }

    @Test func `HEAD answers as GET does, without the body`() async throws {
        try await TestService.run { service in
            let get = try await service.send(.get, "/health/live")
            let head = try await service.send(.head, "/health/live")
            #expect(head.status == 200)
            #expect(head.text.isEmpty)
            #expect(head.header("content-length") == get.header("content-length"))
            #expect(get.text == #"{"status":"live"}"#)
        }
    }

    @Test func `a request's id is taken over, or made when it is none`() async throws {
        try await TestService.run { service in
            let named = try await service.send(.get, "/health/live", headers: [.requestID: "abc-1"])
            #expect(named.header("x-request-id") == "abc-1")
            let made = try await service.send(.get, "/nowhere", headers: [.requestID: "a b\u{e9}"])
            #expect(made.header("x-request-id")?.count == 32)
            let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            let traced = try await service.send(.get, "/health/live", headers: [.traceParent: trace])
            let step = try #require(traced.header("traceparent"))
            #expect(step.hasPrefix("00-0af7651916cd43dd8448eb211c80319c-") && step.hasSuffix("-01") && step != trace)
        }
    }

    @Test func `a body that is no JSON, no object, too large or of another kind is refused by status`() async throws {
        try await TestService.run { service in
            func post(_ body: String, _ type: String = "application/json") async throws -> TestAnswer {
                try await service.send(.post, "/v1/organizations", as: "HQ", body: body, headers: [.contentType: type])
            }
            let malformed = try await post(#"{"code":"#)
            #expect(malformed.status == 400)
            #expect(malformed["code"] == "MALFORMED_JSON")
            #expect(try await post("").status == 400)
            #expect(try await post("[]").faults == [" WRONG_TYPE"])
            #expect(try await post("a=1", "application/x-www-form-urlencoded").status == 415)
            #expect(try await post("{}", "application/json; charset=iso-8859-1").status == 415)
            #expect(try await post("{}", "Application/JSON; charset=\"UTF-8\"").status == 422)
            let large = try await post("{\"code\":\"" + String(repeating: "x", count: 1 << 20) + "\"}")
            #expect(large.status == 413)
            #expect(large["code"] == "BODY_TOO_LARGE")
        }
    }

    @Test func `a keyed route needs a key of printable ASCII`() async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            func post(_ key: String?) async throws -> TestAnswer {
                try await service.send(.post, "/v1/echo/a", as: "HQ", body: #"{"amount":1}"#, key: key)
            }
            let missing = try await post(nil)
            #expect(missing.status == 400)
            #expect(missing["code"] == "IDEMPOTENCY_KEY_MISSING")
            #expect(try await post(String(repeating: "k", count: 256))["code"] == "IDEMPOTENCY_KEY_INVALID")
            #expect(try await post("schlüssel")["code"] == "IDEMPOTENCY_KEY_INVALID")
            #expect(try await post(String(repeating: "k", count: 255)).status == 201)
        }
    }

    @Test func `a retry gets the first answer byte for byte and says so`() async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            func post(_ path: String, _ body: String, _ key: String) async throws -> TestAnswer {
                try await service.send(.post, path, as: "HQ", body: body, key: key)
            }
            let first = try await post("/v1/echo/a", #"{"amount":1}"#, "k1")
            let again = try await post("/v1/echo/a", #"{"amount":1}"#, "k1")
            #expect(first.status == 201 && again.status == 201)
            #expect(first.text == again.text)
            #expect(first.header("location") == again.header("location"))
            #expect(first.header("idempotent-replayed") == nil)
            #expect(again.header("idempotent-replayed") == "true")
            let other = try await post("/v1/echo/a", #"{"amount":2}"#, "k1")
            #expect(other.status == 422)
            #expect(other["code"] == "IDEMPOTENCY_KEY_REUSED")
            let elsewhere = try await post("/v1/echo/b", #"{"amount":1}"#, "k1")
            #expect(elsewhere.status == 201)
            #expect(elsewhere["name"] == "b")
        }
    }

    @Test func `a business refusal is kept under its key, a fault of the request is not`() async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            func post(_ path: String, _ body: String, _ key: String) async throws -> TestAnswer {
                try await service.send(.post, path, as: "HQ", body: body, key: key)
            }
            let full = try await post("/v1/echo/full", #"{"amount":1}"#, "k2")
            let again = try await post("/v1/echo/full", #"{"amount":1}"#, "k2")
            #expect(full.status == 409 && full["code"] == "FULL")
            #expect(again.text == full.text)
            #expect(again.header("content-type") == "application/problem+json")
            #expect(again.header("idempotent-replayed") == "true")
            #expect(try await post("/v1/echo/a", #"{"amount":0}"#, "k3").faults == ["/amount OUT_OF_RANGE"])
            #expect(try await post("/v1/echo/a", #"{"amount":5}"#, "k3").status == 201)
        }
    }

    @Test func `an unexpected error is a 500 that tells nothing`() async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            let answer = try await service.send(.get, "/v1/failing", as: "HQ")
            #expect(answer.status == 500)
            #expect(answer["code"] == "INTERNAL_ERROR")
            #expect(!answer.text.contains("Unexpected"))
        }
    }

    @Test func `pages link to the next one and keep the other parameters`() async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            let first = try await service.send(.get, "/v1/echo/list?limit=7", as: "HQ")
            let cursor = try #require(first["nextCursor"])
            #expect(cursor == "c3RhcnQvPw")
            #expect(first.header("link") == #"</v1/echo/list?limit=7&cursor=c3RhcnQvPw>; rel="next""#)
            let second = try await service.send(.get, "/v1/echo/list?cursor=\(cursor)&limit=7", as: "HQ")
            #expect(second.header("link")?.hasPrefix("</v1/echo/list?limit=7&cursor=") == true)
            #expect(second.text.contains(#"{"n":7}"#))
        }
    }

    @Test(arguments: [
        ("limit=0", "/limit OUT_OF_RANGE"), ("limit=201", "/limit OUT_OF_RANGE"), ("limit=ten", "/limit WRONG_TYPE"), ("limit=", "/limit WRONG_TYPE"),
        ("limit=1&limit=2", "/limit DUPLICATE_KEY"), ("cursor=%25%25", "/cursor INVALID_CURSOR"),
        ("page=2", "/page UNKNOWN_FIELD"), ("cursor=%zz", "/cursor INVALID_TEXT"), ("limit=99999999999999999999", "/limit OUT_OF_RANGE"),
    ])
    func `a query that is not understood is refused at the parameter`(_ query: String, _ fault: String) async throws {
        try await TestService.run(endpoints: Self.endpoints) { service in
            let answer = try await service.send(.get, "/v1/echo/list?" + query, as: "HQ")
            #expect(answer.status == 422)
            #expect(answer.faults == [fault])
        }
    }

    @Test func `more than a client's rate is turned away with the time to wait, and only that client`() async throws {
        var settings = GatewaySettings(allowsDemoCredentials: true)
        settings.rateLimit = RateLimit(perSecond: 1, burst: 3)
        try await TestService.run(settings: settings) { [settings] service in
            #expect(settings.rateLimit?.burst == 3)
            var refused: TestAnswer?
            for _ in 0..<1000 where refused == nil {
                let answer = try await service.send(.get, "/v1/me", as: "HQ")
                if answer.status != 200 { refused = answer }
            }
            #expect(refused?.status == 429)
            #expect(refused?["code"] == "TOO_MANY_REQUESTS")
            #expect(refused?.header("retry-after").flatMap { Int($0) } ?? 0 >= 1)
            #expect(try await service.send(.get, "/v1/me", as: "R-11").status == 200)
        }
    }

    @Test func `what was asked is counted by route and status`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.get, "/v1/organizations/HQ", as: "HQ")
            _ = try await service.send(.get, "/v1/organizations/NONE", as: "HQ")
            _ = try await service.send(.get, "/nowhere")
            let metrics = try await service.send(.get, "/metrics")
            #expect(metrics.header("content-type")?.hasPrefix("text/plain; version=0.0.4") == true)
            #expect(metrics.text.contains(#"http_requests_total{method="GET",route="/v1/organizations/{code}",status="200"} 1"#))
            #expect(metrics.text.contains(#"http_requests_total{method="GET",route="/v1/organizations/{code}",status="404"} 1"#))
            #expect(metrics.text.contains(#"http_requests_total{method="any",route="unknown",status="404"} 1"#))
            #expect(metrics.text.contains(#"http_request_duration_seconds_count{method="GET",route="/v1/organizations/{code}"} 2"#))
        }
    }

    @Test func `it is ready when everything is there, and not while it ends`() async throws {
        try await TestService.run { service in
            #expect(try await service.send(.get, "/health/ready").status == 200)
            service.gateway.readiness.end()
            let ending = try await service.send(.get, "/health/ready")
            #expect(ending.status == 503)
            #expect(ending.header("retry-after") == "1")
            #expect(try await service.send(.get, "/health/live").status == 200)
        }
    }

    @Test func `a suspended organisation reads, and changes nothing`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.patch, "/v1/organizations/R-11", as: "HQ", body: #"{"status":"suspended"}"#)
            #expect(try await service.send(.get, "/v1/organizations", as: "D-110105").status == 200)
            let refused = try await service.send(.post, "/v1/organizations", as: "D-110105", body: #"{"code":"S-1","name":"x"}"#)
            #expect(refused.status == 409)
            #expect(refused["code"] == "ORGANIZATION_SUSPENDED")
            _ = try await service.send(.patch, "/v1/organizations/R-11", as: "HQ", body: #"{"status":"active"}"#)
            #expect(try await service.send(.post, "/v1/organizations", as: "D-110105", body: #"{"code":"S-1","name":"x"}"#).status == 201)
        }
    }
}
