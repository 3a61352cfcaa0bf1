package import Commerce
import Postgres

extension Work {
    /// Revokes one secret, or without `secretID` the client itself: its tokens stop working at once, and its id is never used again. A
    /// token that was got with a revoked secret stays good until it ends, an hour at most.
    /// - Throws: `OrganizationRefusal.unknown`; `ClientRefusal.unknown`, also of what is revoked already.
    package func revokeClient(_ clientID: Code, secretID: Int64?, of organization: Code) async throws {
        let owner = try await organizationID(organization)
        if let secretID {
            let revoked = try await run(RevokeSecret(secretID: secretID, clientID: clientID.text, organization: owner, now: now))
            guard revoked.affected > 0 else { throw ClientRefusal.unknown }
        } else {
            let revoked = try await run(RevokeClient(clientID: clientID.text, organization: owner, now: now))
            guard revoked.affected > 0 else { throw ClientRefusal.unknown }
            changed(.clients)
        }
    }
}

struct RevokeClient: Statement {
    static let sql = "UPDATE api_clients SET revoked_at = $3 WHERE client_id = $1 AND organization_id = $2 AND revoked_at IS NULL"
    let clientID: String
    let organization: OrganizationID
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(clientID)
        parameters.append(organization.rawValue)
        parameters.append(Timestamp(now))
    }
}

struct RevokeSecret: Statement {
    static let sql = """
        UPDATE client_secrets s SET revoked_at = $4
        FROM api_clients c
        WHERE s.id = $1 AND s.client_id = $2 AND s.revoked_at IS NULL
          AND c.client_id = s.client_id AND c.organization_id = $3 AND c.revoked_at IS NULL
        """
    let secretID: Int64
    let clientID: String
    let organization: OrganizationID
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(secretID)
        parameters.append(clientID)
        parameters.append(organization.rawValue)
        parameters.append(Timestamp(now))
    }
}
