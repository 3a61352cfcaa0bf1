@testable import API
import Commerce
import HTTPTypes
import JWTKit
import Operations
import TestSupport
import Testing

/// Tokens that this brand didn't give, on routes that would move stock and money.
struct ForgedTokenTests {
    private static let routes: [(TestService.Method, String, String?)] = [
        (.post, "/v1/orders", #"{"distributor":"D-110105","lines":[{"sku":"A","quantity":1}]}"#), (.post, "/v1/accounts/D-110105/deposits", #"{"amountFen":1}"#),
        (.post, "/v1/stock/movements", #"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[{"sku":"A","units":1}]}"#),
        (.post, "/v1/organizations/HQ/clients", nil), (.get, "/v1/organizations", nil),
    ]

    private static func expectUnknown(_ token: String, _ what: String, _ service: TestService) async throws {
        for (method, path, body) in routes {
            let answer = try await service.send(method, path, body: body, key: "k", headers: [.authorization: "Bearer " + token])
            answer.expectProblem(401, "TOKEN_INVALID", [], "\(what) on \(path)")
            #expect(answer.header("www-authenticate")?.contains("invalid_token") == true)
        }
    }

    private static func claims(_ service: TestService, iss: String = "tributary", org: Int64 = 0, role: String = "headquarters", seconds: Int64 = 3600) -> TokenClaims {
        let now = service.brand.clock.now().millisecondsSince1970 / 1000
        return TokenClaims(iss: iss, sub: "HQ", org: org, code: "HQ", role: role, iat: now, exp: now + seconds, jti: "1")
    }

    @Test func `a token of another brand is nobody's here, though its claims are the same`() async throws {
        try await TestService.serving { other, _ in
            let foreign = try await other.token("HQ")
            let theirs = try #require(try await other.brand.signingKeys(tokenSeconds: 3600).first)
            try await unharmed { service in
                try await Self.expectUnknown(foreign, "another brand's token", service)
                // Under the name of this brand's key, signed by that of the other.
                let ours = try #require(try await service.brand.signingKeys(tokenSeconds: 3600).first)
                let keys = JWTKeyCollection()
                await keys.add(ecdsa: try ES256PrivateKey(pem: theirs.pem), kid: JWKIdentifier(string: ours.id))
                let renamed = try await keys.sign(Self.claims(service), kid: JWKIdentifier(string: ours.id))
                try await Self.expectUnknown(renamed, "another key under this one's name", service)
            }
        }
    }

    @Test func `a signature isn't enough: the claims must be this brand's, and agree`() async throws {
        try await unharmed { service in
            let key = try #require(try await service.brand.signingKeys(tokenSeconds: 3600).first)
            let keys = JWTKeyCollection()
            await keys.add(ecdsa: try ES256PrivateKey(pem: key.pem), kid: JWKIdentifier(string: key.id))
            let wrong = [
                ("another brand", Self.claims(service, iss: "other")), ("ended", Self.claims(service, seconds: 0)), ("ended long ago", Self.claims(service, seconds: -9_000_000_000)),
                ("a role that isn't its organisation's", Self.claims(service, role: "store")), ("an organisation that isn't its client's", Self.claims(service, org: 1 << 40, role: "region")),
                ("no organisation at all", Self.claims(service, org: -1)), ("an end beyond time", Self.claims(service, seconds: .max / 2)),
            ]
            for (what, claims) in wrong {
                try await Self.expectUnknown(try await keys.sign(claims, kid: JWKIdentifier(string: key.id)), what, service)
            }
            let good = try await keys.sign(Self.claims(service), kid: JWKIdentifier(string: key.id))
            #expect(try await service.send(.get, "/v1/me", headers: [.authorization: "Bearer " + good]).status == 200)
        }
    }

    @Test func `no algorithm but the brand's is believed, whatever a token asks for`() async throws {
        try await unharmed { service in
            let token = try await service.token("HQ")
            let parts = token.split(separator: ".").map(String.init)
            let kid = try #require(TokenHeader.keyID(of: token))
            let headers = [
                #"{"alg":"none"}"#, #"{"alg":"None","kid":"\#(kid)"}"#, #"{"alg":"HS256","kid":"\#(kid)"}"#, #"{"alg":"ES384","kid":"\#(kid)"}"#, #"{"alg":"ES256"}"#,
                #"{"alg":"ES256","kid":"../../etc"}"#, #"{"alg":"ES256","kid":"\#(kid)","crit":["exp"]}"#, #"{"alg":"ES256","alg":"none","kid":"\#(kid)"}"#,
                #"{"alg":"ES256","kid":["\#(kid)"]}"#, "[]", "{",
            ]
            for header in headers {
                let encoded = Base64URL.encoded(Array(header.utf8))
                for signature in ["", parts[2]] { try await Self.expectUnknown("\(encoded).\(parts[1]).\(signature)", header, service) }
            }
            let long = String(repeating: "a", count: 5000)
            for text in [long, long + "." + long + "." + long, "...", "\(parts[0]).\(parts[1]).\(parts[2]).", "\(parts[0])..\(parts[2])"] {
                try await Self.expectUnknown(text, String(text.prefix(20)), service)
            }
        }
    }

    @Test func `a token ends in the middle of work, and with its client`() async throws {
        try await TestService.serving { service, brand in
            let token = try await service.token("D-110105")
            let authorization: HTTPFields = [.authorization: "Bearer " + token]
            let order = #"{"lines":[{"sku":"A","quantity":1}]}"#
            #expect(try await service.send(.post, "/v1/orders", body: order, key: "1", headers: authorization).status == 201)
            brand.clock.advance(minutes: 60)
            try await service.send(.post, "/v1/orders", body: order, key: "2", headers: authorization).expectProblem(401, "TOKEN_INVALID", [])
            // Also a request that was answered before is asked who it is.
            try await service.send(.post, "/v1/orders", body: order, key: "1", headers: authorization).expectProblem(401, "TOKEN_INVALID", [])
            #expect(try await brand.count("SELECT count(*) FROM orders") == 1)
            let answer = try await service.form("/oauth/token", "grant_type=client_credentials&client_id=D-110105&client_secret=demo")
            let next: HTTPFields = [.authorization: "Bearer " + (answer["access_token"] ?? "")]
            #expect(try await service.send(.post, "/v1/orders", body: order, key: "1", headers: next).header("idempotent-replayed") == "true")
            try await brand.brand.work(for: try brand.caller("HQ")) { work in
                try await work.revokeClient(Code(stored: "D-110105"), secretID: nil, of: Code(stored: "D-110105"))
            }
            try await service.send(.get, "/v1/me", headers: next).expectProblem(401, "TOKEN_INVALID", [])
        }
    }
}
