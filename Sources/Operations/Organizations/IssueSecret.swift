package import Commerce
import Crypto
import Postgres

extension Work {
    /// Makes a new secret: for a new client, or a second one for a client that has one, so that it can be rotated without a gap.
    /// - Parameters:
    ///   - clientID: the organisation's code when nil.
    ///   - name: kept for a new client only.
    /// - Throws: `OrganizationRefusal.unknown`; `ClientRefusal`: `idTaken`, `tooManySecrets`.
    package func issueSecret(for organization: Code, clientID: Code?, name: String) async throws -> IssuedSecret {
        let owner = try await organizationID(organization)
        let clientID = (clientID ?? organization).text
        let (inserted, found, valid) = try await run(
            InsertClient(clientID: clientID, organization: owner, name: name, now: now), LockClient(clientID: clientID),
            CountSecrets(clientID: clientID))
        guard let client = found.first, client.organization == owner, !client.revoked else { throw ClientRefusal.idTaken }
        guard valid[0] < validSecretsPerClient else { throw ClientRefusal.tooManySecrets }
        let secret = SecretDigest.random()
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let id = try await run(
            InsertSecret(clientID: clientID, salt: salt, digest: SecretDigest.of(secret, salt: salt), now: now))[0]
        if inserted.affected > 0 { changed(.clients) }
        return IssuedSecret(clientID: clientID, secretID: id, secret: secret, createdAt: now)
    }

    /// The id of an organisation within the caller's reach.
    func organizationID(_ code: Code) async throws -> OrganizationID {
        let rows = try await run(OrganizationInReach(reach: caller.organization.reach, code: code.text))
        guard let row = rows.first else { throw OrganizationRefusal.unknown }
        return row.view.id
    }
}

/// Secrets are 256 random bits; what is kept is SHA-256 over a salt and the secret's UTF-8.
enum SecretDigest {
    static func random() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { hexadecimal($0) }
    }

    static func of(_ secret: String, salt: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: Array(secret.utf8))
        return Array(hash.finalize())
    }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

struct InsertClient: Statement {
    static let sql = """
        INSERT INTO api_clients (client_id, organization_id, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (client_id) DO NOTHING
        """
    let clientID: String
    let organization: OrganizationID
    let name: String
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(clientID)
        parameters.append(organization.rawValue)
        parameters.append(name)
        parameters.append(Timestamp(now))
    }
}

/// Two rotations at once take turns here, so that the count of valid secrets, read after it, holds.
struct LockClient: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let revoked: Bool
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next(Int64.self))
            revoked = try row.next()
        }
    }
    static let sql = "SELECT organization_id, revoked_at IS NOT NULL FROM api_clients WHERE client_id = $1 FOR UPDATE"
    let clientID: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(clientID)
    }
}

/// A statement of its own: one that waited for the lock would still count what it saw before.
struct CountSecrets: Statement {
    typealias Result = Int64
    static let sql = "SELECT count(*) FROM client_secrets WHERE client_id = $1 AND revoked_at IS NULL"
    let clientID: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(clientID)
    }
}

struct InsertSecret: Statement {
    typealias Result = Int64
    static let sql = "INSERT INTO client_secrets (client_id, salt, digest, created_at) VALUES ($1, $2, $3, $4) RETURNING id"
    let clientID: String
    let salt: [UInt8]
    let digest: [UInt8]
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(clientID)
        parameters.append(Bytes(salt))
        parameters.append(Bytes(digest))
        parameters.append(Timestamp(now))
    }
}
