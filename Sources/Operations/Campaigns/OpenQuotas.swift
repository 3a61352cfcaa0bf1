import Commerce
import Postgres

extension Work {
    /// The campaigns of an order whose quotas take back what it gives up: nothing of it has shipped, and the campaign is on by the schedule in
    /// force, paused or not. A clearance takes units back at any time, as its lots do; so does a group that isn't full, of which an order has
    /// had nothing.
    func openQuotas(of order: LockedOrder) async throws -> Set<CampaignID> {
        guard order.lines.allSatisfy({ order.shippedUnits(ofLine: $0.line) == 0 }) else { return [] }
        let found = try await run(QuotasOfOrder(order: order.id))
        return Set(found.lazy.filter { order.status == .awaitingGroup || $0.isOpen(at: self.now) }.map(\.campaign))
    }
}

private struct QuotasOfOrder: Statement {
    struct Result: RowDecodable {
        let campaign: CampaignID
        let hasEnded: Bool
        let definition: CampaignDefinition
        init(from row: inout RowReader) throws {
            campaign = CampaignID(try row.next())
            hasEnded = try row.next()
            definition = try CampaignDefinition.read(JSONObject(stored: try row.next()))
        }

        func isOpen(at now: Instant) -> Bool {
            definition.component.kind == .nearExpiry || !hasEnded && definition.schedule.standing(at: now) == .on
        }
    }
    static let sql = """
        SELECT c.id, c.status = 'ended', v.definition
        FROM order_campaigns o JOIN campaigns c ON c.id = o.campaign_id JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        WHERE o.order_id = $1 AND o.quota_units > 0
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
