import API
import Commerce
import HTTPTypes
import Operations
import Testing

/// Every endpoint × every kind of caller. Which kind may what is pinned by `PermissionTests`; here every route is held to it.
struct AccessMatrixTests {
    private static let callers = ["HQ", "R-11", "D-110105", "S-110105-001"]

    private func send(_ service: TestService, _ endpoint: Endpoint, as caller: String?, key: String?) async throws -> TestAnswer {
        let path = endpoint.path.split(separator: "/").map { $0.hasPrefix("{") ? "NONE" : $0 }.joined(separator: "/")
        let method = try #require(TestService.Method(rawValue: endpoint.method.rawValue.lowercased()))
        return try await service.send(method, "/" + path, as: caller, body: endpoint.body == .none ? nil : "{}", key: key,
            headers: endpoint.body == .csv ? [.contentType: "text/csv"] : [:])
    }

    private static func allows(_ endpoint: Endpoint, _ caller: String) -> Bool {
        guard case .permission(let permission) = endpoint.access else { return true }
        return TestService.organizations.contains { $0.code == caller && permission.allows(OrganizationID($0.id).kind) }
    }

    @Test func `a role is turned away exactly where its permission is missing, and nothing fails inside`() async throws {
        try await TestService.run { service in
            for endpoint in Endpoints.all where endpoint.access != .open {
                for caller in Self.callers {
                    let answer = try await send(service, endpoint, as: caller, key: "\(caller) \(endpoint.label)")
                    let isTurnedAway = answer["code"] == "NOT_PERMITTED" && answer.status == 403
                    if Self.allows(endpoint, caller) {
                        #expect(!isTurnedAway, "\(caller) \(endpoint.label): \(answer.status) \(answer.text)")
                    } else {
                        // What the path names isn't there, which goes first wherever the caller may look.
                        #expect(isTurnedAway || answer.status == 404 && endpoint.path.contains("{"), "\(caller) \(endpoint.label): \(answer.status) \(answer.text)")
                    }
                    #expect(answer.status < 500 && answer.status != 401, "\(caller) \(endpoint.label): \(answer.status) \(answer.text)")
                }
            }
        }
    }

    @Test func `only the open routes answer without a token`() async throws {
        try await TestService.run { service in
            for endpoint in Endpoints.all {
                let answer = try await send(service, endpoint, as: nil, key: "k")
                #expect((answer["code"] == "TOKEN_MISSING") == (endpoint.access != .open), "\(endpoint.label): \(answer.status)")
            }
            let open = Endpoints.all.filter { $0.access == .open }.map(\.label)
            #expect(open == ["GET /health/live", "GET /health/ready", "GET /metrics", "GET /openapi.json", "POST /oauth/token"])
        }
    }

    @Test func `what moves stock or money asks for a key before it looks at anything else`() async throws {
        try await TestService.run { service in
            for endpoint in Endpoints.all where endpoint.keyed {
                for caller in Self.callers {
                    let answer = try await send(service, endpoint, as: caller, key: nil)
                    #expect((answer.status == 400) == Self.allows(endpoint, caller), "\(caller) \(endpoint.label): \(answer.status)")
                }
            }
        }
    }

    @Test func `a suspended organisation is refused by every route that begins something and by none that reads or finishes`() async throws {
        try await TestService.run { service in
            _ = try await service.token("D-110105")
            _ = try await service.send(.patch, "/v1/organizations/D-110105", as: "HQ", body: #"{"status":"suspended"}"#)
            for endpoint in Endpoints.all where endpoint.access != .open {
                let answer = try await send(service, endpoint, as: "D-110105", key: "s \(endpoint.label)")
                guard Self.allows(endpoint, "D-110105") else { continue }
                #expect((answer["code"] == "ORGANIZATION_SUSPENDED") == (endpoint.writes && !endpoint.finishes), "\(endpoint.label): \(answer.status) \(answer.text)")
            }
        }
    }
}
