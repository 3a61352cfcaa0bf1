package import Commerce
import Postgres

extension Brand {
    /// Who a client is, when `secret` is one of its valid ones. A suspended organisation may sign in: it may read. A store that was never
    /// approved may not.
    ///
    /// Every candidate is compared in constant time, and an unknown client costs a digest too, so that time tells nothing.
    /// - Parameter allowsDemoSecrets: false on a server that listens on more than loopback.
    /// - Throws: `SignInRefusal`.
    package func signIn(clientID: String, secret: String, allowsDemoSecrets: Bool) async throws -> Caller {
        guard let clientID = Code(clientID) else { throw SignInRefusal.invalidClient }
        let candidates = try await writer.run(ValidSecrets(clientID: clientID.text))
        var accepted: ValidSecrets.Result?
        for candidate in candidates
        where areEqualInConstantTime(SecretDigest.of(secret, salt: candidate.salt), candidate.digest) {
            accepted = candidate
        }
        if candidates.isEmpty { _ = SecretDigest.of(secret, salt: []) }
        guard let accepted else { throw SignInRefusal.invalidClient }
        guard allowsDemoSecrets || !accepted.isDemo else { throw SignInRefusal.demoSecret }
        return Caller(clientID: clientID.text, organization: accepted.organization, code: accepted.code)
    }
}

struct ValidSecrets: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let code: Code
        let salt: [UInt8]
        let digest: [UInt8]
        let isDemo: Bool
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next(Int64.self))
            code = Code(stored: try row.next(String.self))
            salt = try row.next(Bytes.self).bytes
            digest = try row.next(Bytes.self).bytes
            isDemo = try row.next()
        }
    }
    static let sql = """
        SELECT c.organization_id, o.code, s.salt, s.digest, s.demo
        FROM api_clients c
        JOIN client_secrets s ON s.client_id = c.client_id AND s.revoked_at IS NULL
        JOIN organizations o ON o.id = c.organization_id
        WHERE c.client_id = $1 AND c.revoked_at IS NULL
            AND NOT EXISTS (SELECT FROM stores t WHERE t.organization_id = o.id AND t.status IN ('pending', 'refused'))
        """
    let clientID: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(clientID)
    }
}
