package import Commerce
import Postgres

extension Work {
    /// Ends a webhook of the caller's organisation or of one below it. A delivery that is under way may still arrive.
    /// - Throws: 404 when there is none of this id within the caller's reach.
    package func deleteWebhook(_ id: ID<WebhookEntity>) async throws {
        let deleted = try await run(DeleteWebhook(id: id, reach: caller.organization.reach))
        guard deleted.affected == 1 else { throw Reason.absent("webhook") }
    }
}

struct DeleteWebhook: Statement {
    static let sql = "DELETE FROM webhook_endpoints WHERE id = $1 AND organization_id >= $2 AND organization_id < $3"
    let id: ID<WebhookEntity>
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
