import Crypto
package import Commerce
import Postgres

/// A key that tokens are signed with: ECDSA on P-256 (ES256 of RFC 7518).
package struct SigningKey: Equatable, Sendable {
    /// The `kid` of a token's header: the start of the public key's SHA-256.
    package let id: String
    /// The private key, PEM.
    package let pem: String
    /// A retired key still checks the tokens that it signed, but signs no more.
    package let isRetired: Bool
}

extension Brand {
    /// The brand's keys, newest first, with one made when there is none. Every server of a brand has the same, so each takes the tokens
    /// of the others. A key retired longer ago than a token lives is left out.
    package func signingKeys(tokenSeconds: Int64) async throws -> [SigningKey] {
        let since = Instant(millisecondsSince1970: clock.now().millisecondsSince1970 - tokenSeconds * 1000)
        let keys = try await writer.run(LoadSigningKeys(since: since))
        if keys.contains(where: { !$0.key.isRetired }) { return keys.map(\.key) }
        let fresh = P256.Signing.PrivateKey()
        let digest = SHA256.hash(data: fresh.publicKey.x963Representation)
        let id = hexadecimal(digest.prefix(8))
        return try await writer.transaction { transaction in
            _ = try await transaction.run(LockSigningKeys())
            _ = try await transaction.run(InsertFirstSigningKey(id: id, pem: fresh.pemRepresentation))
            return try await transaction.run(LoadSigningKeys(since: since)).map(\.key)
        }
    }
}

struct LoadSigningKeys: Statement {
    struct Result: RowDecodable {
        let key: SigningKey
        init(from row: inout RowReader) throws {
            let id = try row.next(String.self)
            let pem = String(decoding: try row.next(Bytes.self).bytes, as: UTF8.self)
            key = SigningKey(id: id, pem: pem, isRetired: try row.next())
        }
    }
    static let sql = """
        SELECT key_id, secret, retired_at IS NOT NULL FROM signing_keys
        WHERE algorithm = 'ES256' AND (retired_at IS NULL OR retired_at > $1)
        ORDER BY created_at DESC, key_id
        """
    let since: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(since))
    }
}

/// Servers that start together on an empty table take turns, so that one key is made and not several.
struct LockSigningKeys: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.signing_keys'))"
}

struct InsertFirstSigningKey: Statement {
    static let sql = """
        INSERT INTO signing_keys (key_id, algorithm, secret)
        SELECT $1, 'ES256', $2 WHERE NOT EXISTS (SELECT FROM signing_keys WHERE retired_at IS NULL AND algorithm = 'ES256')
        """
    let id: String
    let pem: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Bytes(Array(pem.utf8)))
    }
}
