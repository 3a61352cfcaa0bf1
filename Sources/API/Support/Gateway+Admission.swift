import Commerce
import HTTPTypes
import NIOCore
import Operations

extension Gateway {
    /// Who asks, when it may ask this: the token is checked, then the rate, the permission of its role, and that it isn't suspended, but for
    /// keyed requests, whose first answer goes before that (`Call.once`), and what finishes an order of before.
    /// - Returns: nil for endpoints that are open.
    func admit(_ headers: HTTPFields, to match: RouteTable.Match, trace: RequestTrace) async throws -> Caller? {
        let endpoint = match.route.endpoint
        if endpoint.access == .open { return nil }
        let caller = try await tokens.caller(of: try BearerToken.required(in: headers))
        try passRateLimit(caller.clientID)
        guard endpoint.permits(caller) else {
            try await lookAtWhatIsNamed(by: match, as: caller, trace: trace)
            throw Problem.notPermitted
        }
        if endpoint.writes, !endpoint.keyed, !endpoint.finishes, try await isSuspended(caller) { throw Reason.suspended }
        return caller
    }

    /// What lies outside a caller's reach is as if it did not exist, also to who may never do what it asks: so the path's first parameter is
    /// looked at as its own GET does, where the caller may use that.
    /// - Throws: 404 when that shows nothing.
    private func lookAtWhatIsNamed(by match: RouteTable.Match, as caller: Caller, trace: RequestTrace) async throws {
        guard let place = match.route.parameters.first?.segment else { return }
        let path = "/" + match.segments[...place].joined(separator: "/")
        guard case .found(let read) = routes.find(.get, path), read.route.endpoint.permits(caller) else { return }
        _ = try await read.route.endpoint.handle(
            Call(
                gateway: self, method: .get, path: path, queryText: "", headers: [:], body: ByteBuffer(), trace: trace, signedIn: caller,
                match: read, key: nil))
    }

    /// Whether the caller's organisation, or one above it, is suspended. Before it is turned away the database is asked: another server may
    /// have reinstated it a moment ago.
    func isSuspended(_ caller: Caller) async throws -> Bool {
        guard brand.catalog.current.organizations.isSuspended(caller.organization) else { return false }
        try await brand.catalog.recheck(.organizations)
        return brand.catalog.current.organizations.isSuspended(caller.organization)
    }
}

extension Endpoint {
    fileprivate func permits(_ caller: Caller) -> Bool {
        if case .permission(let permission) = access { permission.allows(caller.role) } else { true }
    }
}

/// `Authorization: Bearer …` (RFC 6750 §2.1).
enum BearerToken {
    static func required(in headers: HTTPFields) throws -> String {
        guard let header = headers[.authorization] else { throw Problem.missingToken }
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Problem.missingToken }
        let token = parts[1].drop { $0 == " " }
        guard !token.isEmpty, token.utf8.count <= 4096 else { throw Problem.unknownToken }
        return String(token)
    }
}

/// `Idempotency-Key`: 1 to 255 visible ASCII characters, or spaces between them.
enum IdempotencyKey {
    static func required(in headers: HTTPFields) throws -> String {
        let values = headers[values: .idempotencyKey]
        guard let key = values.first, !key.isEmpty else {
            throw Problem(.badRequest, "IDEMPOTENCY_KEY_MISSING", "This request moves stock or money: it needs an Idempotency-Key.")
        }
        guard values.count == 1, key.utf8.count <= 255, key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw Problem(.badRequest, "IDEMPOTENCY_KEY_INVALID", "An Idempotency-Key is one header of 1 to 255 printable ASCII characters.")
        }
        return key
    }
}

extension Problem {
    static func tooManyRequests(retryAfterSeconds: Int) -> Problem {
        Problem(Reason(.tooMany(retryAfterSeconds: retryAfterSeconds), "TOO_MANY_REQUESTS", "This client sends more requests than it may."))
    }
}
