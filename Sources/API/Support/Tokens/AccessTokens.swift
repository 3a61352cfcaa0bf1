import Commerce
import HTTPTypes
import JWTKit
import Operations
import Synchronization

/// Issues and checks the brand's access tokens: JWTs signed with ES256 under the key that their `kid` names, nothing else.
///
/// Checking a signature costs more than the rest of a small request, so a token that was checked is remembered, whole, until it ends.
/// That its client wasn't revoked in the meantime is looked up for every request in the snapshot, which follows the database.
final class AccessTokens: Sendable {
    private static let remembered = 20_000
    /// An unknown key id makes the keys be read again, but not more often than this: anybody can send unknown ids.
    private static let reloadMilliseconds: Int64 = 2000

    private struct Keys {
        let collection: JWTKeyCollection
        let ids: Set<String>
        let signing: String
    }

    private struct Checked {
        let caller: Caller
        let endsAt: Int64
    }

    private let brand: Brand
    private let lifetimeSeconds: Int64
    private let keys = Mutex<(keys: Keys?, readAt: Int64)>((nil, .min))
    private let checked = Mutex<[String: Checked]>([:])

    init(brand: Brand, lifetimeSeconds: Int64) {
        self.brand = brand
        self.lifetimeSeconds = lifetimeSeconds
    }

    /// A new token for this caller, and the seconds it is good for.
    func issue(to caller: Caller) async throws -> (token: String, seconds: Int64) {
        let keys = try await currentKeys()
        let now = brand.clock.now().millisecondsSince1970 / 1000
        let claims = TokenClaims(
            iss: brand.settings.schema, sub: caller.clientID, org: caller.organization.rawValue, code: caller.code.text,
            role: caller.role.rawValue, iat: now, exp: now + lifetimeSeconds, jti: RequestTrace.randomHex(2))
        return (try await keys.collection.sign(claims, kid: JWKIdentifier(string: keys.signing)), lifetimeSeconds)
    }

    /// Who a token was given to.
    /// - Throws: 401 when it is no token of this brand, has ended, or its client was revoked.
    func caller(of token: String) async throws -> Caller {
        let now = brand.clock.now().millisecondsSince1970
        let caller: Caller
        if let known = checked.withLock({ $0[token] }) {
            guard known.endsAt > now else { throw Problem.unknownToken }
            caller = known.caller
        } else {
            let fresh = try await check(token, now: now)
            remember(token, fresh, now: now)
            caller = fresh.caller
        }
        guard try await isClient(caller) else { throw Problem.unknownToken }
        return caller
    }

    /// A client that another server has just made isn't in memory yet, so the database is asked before it is turned away.
    private func isClient(_ caller: Caller) async throws -> Bool {
        if brand.catalog.current.clients[caller.clientID] == caller.organization { return true }
        try await brand.catalog.recheck(.clients)
        return brand.catalog.current.clients[caller.clientID] == caller.organization
    }

    private func check(_ token: String, now: Int64) async throws -> Checked {
        guard let kid = TokenHeader.keyID(of: token) else { throw Problem.unknownToken }
        var keys = try await currentKeys()
        if !keys.ids.contains(kid) { keys = try await reloadedKeys(now: now) }
        guard keys.ids.contains(kid), let claims = try? await keys.collection.verify(token, as: TokenClaims.self),
            claims.iss == brand.settings.schema, let caller = claims.caller,
            let endsAt = claims.exp.multiplied(by: 1000), endsAt > now
        else { throw Problem.unknownToken }
        return Checked(caller: caller, endsAt: endsAt)
    }

    /// A full memory forgets what has ended, and if that is nothing, everything: it is only a memory.
    private func remember(_ token: String, _ fresh: Checked, now: Int64) {
        checked.withLock { checked in
            if checked.count >= Self.remembered { checked = checked.filter { $0.value.endsAt > now } }
            if checked.count >= Self.remembered { checked.removeAll() }
            checked[token] = fresh
        }
    }

    private func currentKeys() async throws -> Keys {
        if let known = keys.withLock({ $0.keys }) { return known }
        return try await read(at: brand.clock.now().millisecondsSince1970)
    }

    private func reloadedKeys(now: Int64) async throws -> Keys {
        let (known, readAt) = keys.withLock { $0 }
        if let known, now - readAt < Self.reloadMilliseconds { return known }
        return try await read(at: now)
    }

    private func read(at now: Int64) async throws -> Keys {
        let stored = try await brand.signingKeys(tokenSeconds: lifetimeSeconds)
        let collection = JWTKeyCollection()
        for key in stored {
            await collection.add(ecdsa: try ES256PrivateKey(pem: key.pem), kid: JWKIdentifier(string: key.id))
        }
        guard let signing = stored.first(where: { !$0.isRetired }) else { throw Problem.noSigningKey }
        let fresh = Keys(collection: collection, ids: Set(stored.map(\.id)), signing: signing.id)
        keys.withLock { $0 = (fresh, now) }
        return fresh
    }
}

/// A token's header, before anything in it is believed.
enum TokenHeader {
    /// - Returns: the key id, when the token has three parts and its header asks for ES256 and no extension (`crit`).
    static func keyID(of token: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decoded(parts[0]), case .object(let header) = try? JSONParser.parse(bytes),
            header.repeatedNames.isEmpty, header["alg"] == .string("ES256"), header["crit"] == nil,
            case .string(let kid) = header["kid"]
        else { return nil }
        return kid
    }
}

extension Problem {
    fileprivate static let noSigningKey = Problem(.serviceUnavailable, "UNAVAILABLE", "No token can be signed just now.", headers: [.retryAfter: "2"])
}
