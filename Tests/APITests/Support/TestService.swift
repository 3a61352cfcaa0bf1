import API
import Commerce
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import Postgres
import Synchronization
import TestSupport

/// The service over a database of its own with a small brand, spoken to through its router. Every organisation has the client of its code
/// with the secret `demo`: HQ; R-11 with D-110105 (S-110105-001) and D-110106; R-31 with D-310101.
struct TestService: Sendable {
    let brand: Brand
    let gateway: Gateway
    let client: any TestClientProtocol
    let url: String
    private let tokens = Tokens()

    static let organizations: [(code: String, id: Int64)] = [
        ("HQ", 0), ("R-11", 1 << 40), ("R-31", 2 << 40), ("D-110105", 1 << 40 | 1 << 20), ("D-110106", 1 << 40 | 2 << 20),
        ("D-310101", 2 << 40 | 1 << 20), ("S-110105-001", 1 << 40 | 1 << 20 | 1),
    ]

    static func run(
        settings: GatewaySettings = GatewaySettings(allowsDemoCredentials: true), clock: TestClock? = nil, endpoints: [Endpoint] = Endpoints.all,
        _ body: @Sendable (TestService) async throws -> Void
    ) async throws {
        try await TestDatabase.withDatabase { url in
            var logger = Logger(label: "test.service")
            logger.logLevel = .critical
            try await populate(url, logger: logger)
            let writer = Database.test("writer", at: url, size: 6)
            let request = Database.test("request", at: url, size: 4)
            let intake = Database.test("writer", at: url, size: 3, name: "intake")
            let brand = Brand(
                writer: writer, intakeDatabase: intake, request: request, settings: BrandSettings(serverID: "test"),
                clock: clock.map { clock in BrandClock(read: { clock.now.millisecondsSince1970 }) } ?? BrandClock(), logger: logger)
            try await brand.load()
            let readiness = Readiness()
            Readiness.Step.allCases.forEach(readiness.done)
            let gateway = try Gateway(
                brand: brand, settings: settings, metrics: MetricsRegistry(), readiness: readiness,
                openAPI: "openapi: 3.1.0\npaths: {}\n", endpoints: endpoints, logger: logger)
            try await Application(responder: gateway, logger: logger).test(.router) { client in
                try await body(TestService(brand: brand, gateway: gateway, client: client, url: url))
            }
            await writer.close()
            await intake.close()
            await request.close()
        }
    }

    private static func populate(_ url: String, logger: Logger) async throws {
        let rows = organizations.map { code, id in
            let parent = OrganizationID(id).parent.map { String($0.rawValue) } ?? "NULL"
            return "(\(id), \(parent), '\(code)', '\(OrganizationID(id).kind.rawValue)', '\(code) name')"
        }
        let connection = try await Connection.open(DatabaseConfiguration(url: url), logger: logger)
        try await connection.script("""
            INSERT INTO organizations (id, parent_id, code, kind, name) VALUES \(rows.joined(separator: ", "));
            UPDATE organizations o SET last_child = (SELECT count(*) FROM organizations c WHERE c.parent_id = o.id);
            INSERT INTO api_clients (client_id, organization_id) SELECT code, id FROM organizations;
            INSERT INTO client_secrets (client_id, salt, digest, demo) SELECT code, 'salt', sha256('saltdemo'), true FROM organizations;
            INSERT INTO accounts (organization_id, kind) SELECT id, 'prepaid' FROM organizations WHERE kind = 'distributor';
            INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status)
                SELECT id, '2026-01-01', '2026-01-01', '2026-01-01', 'approved' FROM organizations WHERE kind = 'store';
            """)
        await connection.close()
    }

    /// Runs SQL as the schema's owner, behind the service's back.
    func sql(_ text: String) async throws {
        let connection = try await Connection.open(DatabaseConfiguration(url: url, statementTimeoutMilliseconds: 0), logger: Logger(label: "test.sql"))
        try await connection.script(text)
        await connection.close()
    }

    /// A token of the client, got once.
    func token(_ clientID: String) async throws -> String {
        if let known = tokens.known.withLock({ $0[clientID] }) { return known }
        let answer = try await form("/oauth/token", "grant_type=client_credentials&client_id=\(clientID)&client_secret=demo")
        let token = answer["access_token"] ?? ""
        tokens.known.withLock { $0[clientID] = token }
        return token
    }

    func form(_ uri: String, _ body: String, headers: HTTPFields = HTTPFields()) async throws -> TestAnswer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, uri, body: body, headers: headers)
    }

    /// The methods of HTTP, so that a test needs no other module for them.
    enum Method: String {
        case get, head, post, put, patch, delete, options, trace
    }

    /// - Parameter caller: the client that asks; nobody when nil.
    func send(
        _ method: Method, _ uri: String, as caller: String? = nil, body: String? = nil, key: String? = nil,
        headers: HTTPFields = HTTPFields()
    ) async throws -> TestAnswer {
        var headers = headers
        if let caller { headers[.authorization] = "Bearer " + (try await token(caller)) }
        if let key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let method = HTTPRequest.Method(method.rawValue.uppercased()) ?? .get
        return try await client.execute(uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }) { response in
            TestAnswer(status: response.status.code, headers: response.headers, text: String(buffer: response.body))
        }
    }

    private final class Tokens: Sendable {
        let known = Mutex<[String: String]>([:])
    }
}

/// An answer, with its body read as JSON when it is.
struct TestAnswer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    var json: JSONValue? { try? JSONParser.parse(Array(text.utf8)) }

    /// A text at the top of the body.
    subscript(name: String) -> String? {
        guard case .object(let object)? = json, case .string(let text)? = object[name] else { return nil }
        return text
    }

    /// The named texts of every element of `items`.
    func items(_ name: String) -> [String] {
        guard case .object(let object)? = json, case .array(let items)? = object["items"] else { return [] }
        return items.compactMap { item in
            guard case .object(let fields) = item, case .string(let text)? = fields[name] else { return nil }
            return text
        }
    }

    /// "pointer CODE" of every fault of a problem.
    var faults: [String] {
        guard case .object(let object)? = json, case .array(let errors)? = object["errors"] else { return [] }
        return errors.compactMap { error in
            guard case .object(let fields) = error, case .string(let pointer)? = fields["pointer"], case .string(let code)? = fields["code"] else { return nil }
            return "\(pointer) \(code)"
        }
    }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}
