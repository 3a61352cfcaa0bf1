import API
import HTTPTypes
import Testing

/// What another server has written and this one hasn't heard of yet.
struct OtherServersTests {
    @Test func `a client that another server made is known at its first request`() async throws {
        try await TestService.run { service in
            try await service.sql("""
                INSERT INTO api_clients (client_id, organization_id) SELECT 'elsewhere', id FROM organizations WHERE code = 'D-110105';
                INSERT INTO client_secrets (client_id, salt, digest, demo) VALUES ('elsewhere', 'salt', sha256('saltdemo'), true);
                """)
            let me = try await service.send(.get, "/v1/me", as: "elsewhere")
            #expect(me.status == 200 && me["clientId"] == "elsewhere", "\(me.text)")
        }
    }

    @Test func `an organisation that another server reinstated may write at once`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.patch, "/v1/organizations/D-110105", as: "HQ", body: #"{"status":"suspended"}"#)
            try await service.sql("UPDATE organizations SET status = 'active'")
            let made = try await service.send(.post, "/v1/organizations", as: "D-110105", body: #"{"code":"S-1","name":"x"}"#)
            #expect(made.status == 201, "\(made.text)")
        }
    }

    @Test func `a suspended store reads, and changes nothing until it is reinstated`() async throws {
        try await TestService.run { service in
            let body = #"{"name":"App"}"#
            #expect(try await service.send(.post, "/v1/organizations/S-110105-001/clients", as: "S-110105-001", body: body).status == 201)
            let suspended = try await service.send(.patch, "/v1/organizations/S-110105-001", as: "D-110105", body: #"{"status":"suspended"}"#)
            #expect(suspended.status == 200)
            let refused = try await service.send(.post, "/v1/organizations/S-110105-001/clients", as: "S-110105-001", body: body)
            #expect(refused.status == 409 && refused["code"] == "ORGANIZATION_SUSPENDED", "\(refused.text)")
            #expect(try await service.send(.get, "/v1/me", as: "S-110105-001").status == 200)
            _ = try await service.send(.patch, "/v1/organizations/S-110105-001", as: "D-110105", body: #"{"status":"active"}"#)
            let again = try await service.send(.post, "/v1/organizations/S-110105-001/clients", as: "S-110105-001", body: body)
            #expect(again["code"] != "ORGANIZATION_SUSPENDED", "\(again.text)")
        }
    }
}
