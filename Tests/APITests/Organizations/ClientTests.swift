import API
import Commerce
import HTTPTypes
import Operations
import Testing

struct ClientTests {
    private func signIn(_ service: TestService, _ client: String, _ secret: String) async throws -> TestAnswer {
        try await service.form("/oauth/token", "grant_type=client_credentials&client_id=\(client)&client_secret=\(secret)")
    }

    @Test func `a secret is shown once and signs in`() async throws {
        try await TestService.run { service in
            let made = try await service.send(.post, "/v1/organizations/D-110105/clients", as: "R-11", body: #"{"clientId":"shop.app","name":"App"}"#)
            #expect(made.status == 201)
            #expect(made.header("cache-control") == "no-store")
            let secret = try #require(made["clientSecret"])
            #expect(secret.count == 64)
            let token = try await signIn(service, "shop.app", secret)
            #expect(token.status == 200)
            let me = try await service.send(.get, "/v1/me", headers: [.authorization: "Bearer " + (token["access_token"] ?? "")])
            #expect(me.text.contains(#""code":"D-110105""#))
            let list = try await service.send(.get, "/v1/organizations/D-110105/clients", as: "D-110105")
            #expect(list.items("clientId") == ["D-110105", "shop.app"])
            #expect(!list.text.contains(secret))
        }
    }

    @Test func `two secrets are valid while one is rotated, a third is refused`() async throws {
        try await TestService.run { service in
            let second = try await service.send(.post, "/v1/organizations/D-110105/clients", as: "D-110105")
            #expect(second.status == 201)
            #expect(second["clientId"] == "D-110105")
            let third = try await service.send(.post, "/v1/organizations/D-110105/clients", as: "D-110105", body: "{}")
            #expect(third.status == 409)
            #expect(third["code"] == "TOO_MANY_SECRETS")
            #expect(try await signIn(service, "D-110105", "demo").status == 200)
            #expect(try await signIn(service, "D-110105", second["clientSecret"] ?? "").status == 200)
            let revoked = try await service.send(
                .delete, "/v1/organizations/D-110105/clients?clientId=D-110105&secretId=\(second["secretId"] ?? "")", as: "D-110105")
            #expect(revoked.status == 204)
            #expect(try await signIn(service, "D-110105", second["clientSecret"] ?? "").status == 401)
            #expect(try await signIn(service, "D-110105", "demo").status == 200)
        }
    }

    @Test func `rotations at once never leave three secrets`() async throws {
        try await TestService.run { service in
            _ = try await service.token("D-110105")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await service.send(.post, "/v1/organizations/D-110105/clients", as: "D-110105").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 409, 409, 409, 409, 409])
        }
    }

    @Test func `a revoked client's token stops working at once, and its id is gone for good`() async throws {
        try await TestService.run { service in
            #expect(try await service.send(.get, "/v1/me", as: "D-110106").status == 200)
            let revoked = try await service.send(.delete, "/v1/organizations/D-110106/clients?clientId=D-110106", as: "R-11")
            #expect(revoked.status == 204)
            #expect(try await service.send(.get, "/v1/me", as: "D-110106").status == 401)
            #expect(try await signIn(service, "D-110106", "demo").status == 401)
            let again = try await service.send(.post, "/v1/organizations/D-110106/clients", as: "R-11")
            #expect(again.status == 409)
            #expect(again["code"] == "CLIENT_ID_TAKEN")
            #expect(try await service.send(.delete, "/v1/organizations/D-110106/clients?clientId=D-110106", as: "R-11").status == 404)
        }
    }

    @Test func `another's client is neither shown, nor taken, nor revoked`() async throws {
        try await TestService.run { service in
            let taken = try await service.send(.post, "/v1/organizations/D-110105/clients", as: "D-110105", body: #"{"clientId":"D-310101"}"#)
            #expect(taken["code"] == "CLIENT_ID_TAKEN")
            #expect(try await service.send(.delete, "/v1/organizations/D-110105/clients?clientId=D-310101", as: "D-110105").status == 404)
            #expect(try await service.send(.delete, "/v1/organizations/D-310101/clients?clientId=D-310101", as: "D-110105").status == 404)
            #expect(try await service.send(.post, "/v1/organizations/D-310101/clients", as: "R-11").status == 404)
            #expect(try await signIn(service, "D-310101", "demo").status == 200)
        }
    }

    @Test func `which client to revoke must be said`() async throws {
        try await TestService.run { service in
            let answer = try await service.send(.delete, "/v1/organizations/D-110105/clients?secretId=0", as: "HQ")
            #expect(answer.faults == ["/secretId OUT_OF_RANGE", "/clientId MISSING"])
        }
    }
}
