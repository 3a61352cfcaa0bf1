@testable import API
import Commerce
import HTTPTypes
import Testing

/// Whatever the service answers, the document says.
struct DeclaredAnswersTests {
    @Test func `every route succeeds on a walk, and all it answers is declared`() async throws {
        try await TestService.serving { service, _ in
            let walk = try Walk(service)
            try await walk.everything()
            let seen = walk.statuses
            for operation in walk.document.operations {
                #expect(seen[operation.label]?.contains { (200..<300).contains($0) } == true, "\(operation.label) was never seen to succeed")
            }
        }
    }

    @Test func `what every route refuses by its nature is declared`() async throws {
        try await TestService.serving { service, _ in
            let walk = try Walk(service)
            for endpoint in Endpoints.all where endpoint.path.hasPrefix("/v1/") {
                let method = try #require(TestService.Method(rawValue: endpoint.method.rawValue.lowercased()))
                let permitted = Self.permitted(endpoint)
                let body = endpoint.body == .none ? nil : endpoint.body == .csv ? "a,b\n" : "{}"
                try await walk.send(method, endpoint.path, ["x"], as: nil, body: body, expecting: 401)
                if let forbidden = Self.forbidden(endpoint) {
                    try await walk.send(method, endpoint.path, ["x"], as: forbidden, body: body).expect(403, or: endpoint.path.contains("{") ? 404 : 403, endpoint)
                }
                if endpoint.keyed { try await walk.send(method, endpoint.path, ["x"], as: permitted, body: body, keyed: false, expecting: 400) }
                if endpoint.body != .none {
                    let large = String(repeating: " ", count: endpoint.body.limit + 1)
                    try await walk.send(method, endpoint.path, ["x"], as: permitted, body: large, mediaType: endpoint.body.mediaType, expecting: 413)
                    try await walk.send(method, endpoint.path, ["x"], as: permitted, body: "x", mediaType: "text/plain", expecting: 415)
                    if endpoint.body == .json {
                        let answer = try await walk.send(method, endpoint.path, ["x"], as: permitted, body: "{", mediaType: "application/json")
                        #expect(answer.status == 400 || answer.status == 404, "\(endpoint.label): a path that names nothing goes first")
                    }
                }
                try await walk.send(method, endpoint.path, ["x"], query: "zz=1", as: permitted, body: body, mediaType: body == nil ? nil : endpoint.body.mediaType)
                    .expect(422, or: 404, endpoint)
                if endpoint.path.contains("{") {
                    try await walk.send(method, endpoint.path, ["%FF"], as: permitted, body: body, mediaType: body == nil ? nil : endpoint.body.mediaType, expecting: 404)
                }
            }
        }
    }

    @Test func `a suspended caller and an impatient one are answered as declared`() async throws {
        let impatient = GatewaySettings(rateLimit: RateLimit(perSecond: 1, burst: 1), allowsDemoCredentials: true)
        try await TestService.serving(settings: impatient) { service, _ in
            let walk = try Walk(service)
            // The token took what HQ may send in this second.
            for endpoint in Endpoints.all where endpoint.access != .open {
                let method = try #require(TestService.Method(rawValue: endpoint.method.rawValue.lowercased()))
                let answer = try await walk.send(method, endpoint.path, ["x"], as: "HQ", body: endpoint.body == .none ? nil : "{}")
                if answer.status == 429 { #expect(answer.header("retry-after").flatMap { Int($0) } ?? 0 >= 1) }
            }
            #expect(walk.statuses.values.contains { $0.contains(429) })
        }
        try await TestService.serving { service, brand in
            let walk = try Walk(service)
            try await walk.send(.patch, "/v1/organizations/{code}", ["R-11"], body: #"{"status":"suspended"}"#, expecting: 200)
            for endpoint in Endpoints.all where endpoint.writes && !endpoint.finishes {
                guard let caller = ["R-11", "D-110105", "S-110105-001"].first(where: { Self.allows(endpoint, $0) }) else { continue }
                let method = try #require(TestService.Method(rawValue: endpoint.method.rawValue.lowercased()))
                let answer = try await walk.send(method, endpoint.path, ["x"], as: caller, body: endpoint.body == .none ? nil : "{}", mediaType: endpoint.body.mediaType, expecting: 409)
                #expect(answer["code"] == "ORGANIZATION_SUSPENDED", "\(endpoint.label)")
            }
        }
    }

    private static let callers: [(code: String, kind: OrganizationKind)] = [
        ("HQ", .headquarters), ("R-11", .region), ("D-110105", .distributor), ("S-110105-001", .store),
    ]

    private static func allows(_ endpoint: Endpoint, _ code: String) -> Bool {
        guard case .permission(let permission) = endpoint.access else { return true }
        return callers.contains { $0.code == code && permission.allows($0.kind) }
    }

    private static func permitted(_ endpoint: Endpoint) -> String {
        callers.first { allows(endpoint, $0.code) }?.code ?? "HQ"
    }

    private static func forbidden(_ endpoint: Endpoint) -> String? {
        callers.first { !allows(endpoint, $0.code) }?.code
    }
}

extension TestAnswer {
    fileprivate func expect(_ statuses: Int, or other: Int, _ endpoint: Endpoint) {
        #expect(status == statuses || status == other, "\(endpoint.label): \(text)")
    }
}
