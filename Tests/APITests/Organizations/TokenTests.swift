@testable import API
import Commerce
import HTTPTypes
import Operations
import TestSupport
import Testing

struct TokenTests {
    private static let good = "grant_type=client_credentials&client_id=HQ&client_secret=demo"

    @Test func `client credentials are answered with a bearer token`() async throws {
        try await TestService.run { service in
            let answer = try await service.form("/oauth/token", Self.good)
            #expect(answer.status == 200)
            #expect(answer["token_type"] == "Bearer")
            #expect(answer.text.contains(#""expires_in":3600"#))
            #expect(answer.header("cache-control") == "no-store" && answer.header("pragma") == "no-cache")
            let me = try await service.send(.get, "/v1/me", headers: [.authorization: "bearer " + (answer["access_token"] ?? "")])
            #expect(me.status == 200)
            #expect(me["clientId"] == "HQ")
            #expect(me["role"] == "headquarters")
        }
    }

    @Test func `a client may sign in by HTTP Basic`() async throws {
        try await TestService.run { service in
            // base64 of "D-110105:demo", and of "D%2D110105:de%6Do", which is the same once decoded.
            for credentials in ["RC0xMTAxMDU6ZGVtbw==", "RCUyRDExMDEwNTpkZSU2RG8="] {
                let answer = try await service.form("/oauth/token", "grant_type=client_credentials", headers: [.authorization: "Basic " + credentials])
                #expect(answer.status == 200)
            }
        }
    }

    @Test(arguments: [
        ("", 400, "invalid_request"),
        ("grant_type=client_credentials", 401, "invalid_client"),
        ("grant_type=password&client_id=HQ&client_secret=demo", 400, "unsupported_grant_type"),
        ("client_id=HQ&client_secret=demo", 400, "invalid_request"),
        ("grant_type=client_credentials&client_id=HQ&client_secret=wrong", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=NOBODY&client_secret=demo", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=%00&client_secret=demo", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=HQ&client_id=HQ&client_secret=demo", 400, "invalid_request"),
        ("grant_type=client_credentials&client_id=HQ&client_secret=%ff", 400, "invalid_request"),
    ])
    func `what is wrong is said as RFC 6749 says it`(_ form: String, _ status: Int, _ code: String) async throws {
        try await TestService.run { service in
            let answer = try await service.form("/oauth/token", form)
            #expect(answer.status == status)
            #expect(answer["error"] == code)
            #expect(answer.header("cache-control") == "no-store" && answer.header("pragma") == "no-cache")
            #expect((answer.header("www-authenticate") != nil) == (status == 401))
            #expect(answer.header("content-type") == "application/json")
        }
    }

    @Test func `the token endpoint takes a form and nothing else`() async throws {
        try await TestService.run { service in
            let json = try await service.send(.post, "/oauth/token", body: #"{"grant_type":"client_credentials"}"#)
            #expect(json.status == 400)
            #expect(json["error"] == "invalid_request")
            let large = try await service.form("/oauth/token", String(repeating: "a", count: 70_000))
            #expect(large["error"] == "invalid_request")
            let both = try await service.form("/oauth/token", Self.good, headers: [.authorization: "Basic SFE6ZGVtbw=="])
            #expect(both["error"] == "invalid_request")
        }
    }

    @Test func `demo secrets are refused where others can reach the server`() async throws {
        try await TestService.run(settings: GatewaySettings(allowsDemoCredentials: false)) { service in
            let answer = try await service.form("/oauth/token", Self.good)
            #expect(answer.status == 401)
            #expect(answer["error"] == "invalid_client")
        }
    }

    @Test func `a token ends when it says so, and not before`() async throws {
        let clock = TestClock()
        try await TestService.run(clock: clock) { service in
            #expect(try await service.send(.get, "/v1/me", as: "HQ").status == 200)
            clock.advance(minutes: 59)
            #expect(try await service.send(.get, "/v1/me", as: "HQ").status == 200)
            clock.advance(minutes: 1)
            let ended = try await service.send(.get, "/v1/me", as: "HQ")
            #expect(ended.status == 401)
            #expect(ended["code"] == "TOKEN_INVALID")
            #expect(ended.header("www-authenticate")?.contains("invalid_token") == true)
        }
    }

    @Test func `a token that ended is refused also by a server that never saw it`() async throws {
        let clock = TestClock()
        try await TestService.run(clock: clock) { service in
            let token = try await service.token("HQ")
            clock.advance(minutes: 61)
            #expect(try await service.send(.get, "/v1/me", headers: [.authorization: "Bearer " + token]).status == 401)
        }
    }

    @Test func `nothing but this brand's own signature is believed`() async throws {
        try await TestService.run { service in
            let token = try await service.token("D-110105")
            let parts = token.split(separator: ".").map(String.init)
            let claims = String(decoding: try #require(Base64URL.decoded(parts[1])), as: UTF8.self)
            let forged = Base64URL.encoded(Array(claims.replacing("distributor", with: "headquarters").utf8))
            let none = Base64URL.encoded(Array(#"{"alg":"none","typ":"JWT"}"#.utf8))
            let header = String(decoding: try #require(Base64URL.decoded(parts[0])), as: UTF8.self)
            let hmac = Base64URL.encoded(Array(header.replacing("ES256", with: "HS256").utf8))
            let otherKey = Base64URL.encoded(Array(#"{"alg":"ES256","kid":"0123456789abcdef"}"#.utf8))
            let tampered = [
                "\(parts[0]).\(forged).\(parts[2])", "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])", "\(hmac).\(parts[1]).\(parts[2])",
                "\(otherKey).\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])", token + "A", "a.b.c", "..", "x",
            ]
            for bad in tampered {
                let answer = try await service.send(.get, "/v1/me", headers: [.authorization: "Bearer " + bad])
                #expect(answer.status == 401, "\(bad)")
                #expect(answer["code"] == "TOKEN_INVALID")
            }
            #expect(try await service.send(.get, "/v1/me", headers: [.authorization: "Bearer " + token]).status == 200)
        }
    }

    @Test(arguments: [nil, "", "Basic SFE6ZGVtbw==", "Bearer"] as [String?])
    func `without a token one is asked for`(_ header: String?) async throws {
        try await TestService.run { service in
            let answer = try await service.send(.get, "/v1/me", headers: header.map { [.authorization: $0] } ?? HTTPFields())
            #expect(answer.status == 401)
            #expect(answer["code"] == "TOKEN_MISSING")
            #expect(answer.header("www-authenticate") == #"Bearer realm="tributary""#)
        }
    }

    @Test func `another server of the brand takes the token, and its key`() async throws {
        try await TestService.run { service in
            let token = try await service.token("HQ")
            let other = AccessTokens(brand: service.brand, lifetimeSeconds: 3600)
            #expect(try await other.caller(of: token).code.text == "HQ")
            #expect(try await service.brand.signingKeys(tokenSeconds: 3600).count == 1)
        }
    }

    @Test func `a key that was made later is fetched when its first token arrives`() async throws {
        let clock = TestClock()
        try await TestService.run(clock: clock) { service in
            let old = try await service.token("HQ")
            let reader = AccessTokens(brand: service.brand, lifetimeSeconds: 3600)
            _ = try await reader.caller(of: old)
            try await service.sql("UPDATE signing_keys SET retired_at = '2026-01-15T02:00:00Z'")
            let token = try await AccessTokens(brand: service.brand, lifetimeSeconds: 3600).issue(to: try await reader.caller(of: old)).token
            // At once the keys aren't read again: unknown ids are sent by anybody.
            await #expect(throws: Problem.self) { try await reader.caller(of: token) }
            clock.advance(minutes: 1)
            #expect(try await reader.caller(of: token).code.text == "HQ")
            #expect(try await reader.caller(of: old).code.text == "HQ")
        }
    }

    @Test func `servers that start together make one key`() async throws {
        try await TestService.run { service in
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 { group.addTask { try await service.brand.signingKeys(tokenSeconds: 3600).map(\.id).joined() } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }
}
