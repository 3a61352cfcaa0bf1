package import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
package import Operations
import Synchronization

/// What a deployment may set about the HTTP side.
package struct GatewaySettings: Sendable {
    /// Nil: no limit, for a server that only tests or benchmarks use.
    package var rateLimit: RateLimit?
    /// Whether the secrets of the demo data may sign in: true on loopback, or when the operator says so.
    package var allowsDemoCredentials: Bool
    /// Seconds that a token is good for.
    package var tokenSeconds: Int64

    package init(rateLimit: RateLimit? = RateLimit(), allowsDemoCredentials: Bool, tokenSeconds: Int64 = 3600) {
        self.rateLimit = rateLimit
        self.allowsDemoCredentials = allowsDemoCredentials
        self.tokenSeconds = tokenSeconds
    }
}

/// The way in: every request passes here on its way to an endpoint, and every answer on its way out.
///
/// In order: the route is found (404, 405), the caller known (401) and within its rate (429), permitted (403, or 404 when the
/// path names what it doesn't see) and not suspended (409), the key there (400), the body read (413, 415); then the endpoint runs.
/// Under a key suspension is looked at last, as part of what is answered once. Whatever is thrown becomes a problem document.
package final class Gateway: HTTPResponder, Sendable {
    package typealias Context = ConnectionContext

    package let brand: Brand
    package let settings: GatewaySettings
    package let metrics: MetricsRegistry
    package let readiness: Readiness
    package let logger: Logger
    /// The API's description as JSON, ready to be sent.
    let openAPI: [UInt8]
    let tokens: AccessTokens
    let routes: RouteTable
    private let limiter: RateLimiter?
    private let meters: [String: RequestMeter]
    private let unroutedMeter: RequestMeter

    /// - Parameters:
    ///   - openAPI: the document in YAML.
    ///   - endpoints: all of them; a test may give fewer.
    /// - Throws: when the document is no YAML.
    package init(
        brand: Brand, settings: GatewaySettings, metrics: MetricsRegistry, readiness: Readiness, openAPI: String,
        endpoints: [Endpoint] = Endpoints.all, logger: Logger
    ) throws {
        self.brand = brand
        self.settings = settings
        self.metrics = metrics
        self.readiness = readiness
        self.logger = logger
        self.openAPI = try OpenAPIDocument.json(yaml: openAPI)
        tokens = AccessTokens(brand: brand, lifetimeSeconds: settings.tokenSeconds)
        routes = RouteTable(endpoints)
        limiter = settings.rateLimit.map { RateLimiter($0) }
        meters = Dictionary(
            endpoints.map { ($0.label, RequestMeter(registry: metrics, route: $0.path, method: $0.method.rawValue)) },
            uniquingKeysWith: { first, _ in first })
        unroutedMeter = RequestMeter(registry: metrics, route: "unknown", method: "any")
    }

    package func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let start = ContinuousClock.now
        let trace = RequestTrace(request.headers)
        let path = request.uri.path
        let found = routes.find(request.method, path)
        var answer: Answer
        do {
            answer = try await self.answer(request, path: path, trace: trace, found: found)
        } catch let broken as BrokenRequest {
            // The connection itself failed while the body was read: the server below knows how to end it.
            throw broken.cause
        } catch {
            answer = Problem(telling: error, logger: trace.logger(logger)).answer(instance: path)
        }
        observe(answer.status, request.method, path: path, found: found, trace: trace, since: start)
        trace.mark(&answer.headers)
        let response = Response(status: answer.status, headers: answer.headers, body: answer.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body)))
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ request: Request, path: String, trace: RequestTrace, found: RouteTable.Result) async throws -> Answer {
        let match: RouteTable.Match
        switch found {
        case .found(let known): match = known
        case .otherMethods(let methods) where request.method == .options:
            return Answer(status: .noContent, headers: [.allow: Endpoint.Method.allow(methods)])
        case .otherMethods(let methods): throw Problem.methodNotAllowed(methods)
        case .unknown: throw Problem.unknownPath
        }
        let endpoint = match.route.endpoint
        do {
            let caller = try await admit(request.headers, to: match, trace: trace)
            let key = endpoint.keyed ? try IdempotencyKey.required(in: request.headers) : nil
            let body = try await BodyReader.read(request, for: endpoint.body)
            let call = Call(
                gateway: self, method: request.method, path: path, queryText: request.uri.query ?? "", headers: request.headers,
                body: body, trace: trace, signedIn: caller, match: match, key: key)
            return key == nil ? try await endpoint.handle(call) : try await call.once { try await endpoint.handle(call) }
        } catch where endpoint.body == .form && !(error is BrokenRequest) {
            return TokenError(telling: error, logger: trace.logger(logger)).answer
        }
    }

    /// Takes one request off what this client may send.
    func passRateLimit(_ clientID: String) throws {
        let now = Self.epoch.duration(to: .now)
        guard let seconds = limiter?.secondsToWait(clientID, now: now.nanoseconds) else { return }
        throw Problem.tooManyRequests(retryAfterSeconds: seconds)
    }

    private static let epoch = ContinuousClock.now

    private func observe(
        _ status: HTTPResponse.Status, _ method: HTTPRequest.Method, path: String, found: RouteTable.Result, trace: RequestTrace,
        since start: ContinuousClock.Instant
    ) {
        let nanoseconds = start.duration(to: .now).nanoseconds
        var route = "unknown"
        if case .found(let match) = found {
            route = match.route.endpoint.path
            meters[match.route.endpoint.label]?.record(status, nanoseconds: nanoseconds)
        } else {
            unroutedMeter.record(status, nanoseconds: nanoseconds)
        }
        trace.logger(logger).debug(
            "Request answered",
            metadata: [
                "method": "\(method.rawValue)", "path": "\(path)", "route": "\(route)", "status": "\(status.code)",
                "microseconds": "\(nanoseconds / 1000)",
            ])
    }
}

extension Endpoint {
    /// What names it among all: method and path.
    package var label: String { method.rawValue + " " + path }
}

extension Duration {
    /// Whole nanoseconds; 292 years fit.
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}

/// What the server below tells of a connection; the gateway needs nothing of it.
package struct ConnectionContext: InitializableFromSource, Sendable {
    package init(source: ApplicationRequestContextSource) {}
}
