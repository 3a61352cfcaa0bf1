package import Commerce
import Postgres

/// Between whom headquarters wants something split; a region splits between its distributors.
package enum AllocationLevel: String, CaseIterable, Sendable {
    case regions, distributors
}

extension Brand {
    /// Proposes how to split `units` bottles of a SKU: in proportion to what was ordered in the last 90 days, by largest remainder.
    /// Nothing is kept. The answer is a draft as `Work.allocate` takes it.
    ///
    /// Headquarters' proposal names distributors unless it asks for regions: orders are theirs, and a share for each can be applied as it is.
    /// Those that ordered nothing aren't named; nobody gets more than it ordered.
    ///
    /// - Throws: `AllocationRefusal.unknownSKU`.
    package func proposeAllocation(
        of units: Int64, sku: Code, period: AllocationPeriod, among level: AllocationLevel, as caller: Caller
    ) async throws -> AllocationDraft {
        let level = caller.role == .headquarters ? level : .distributors
        let (skus, orders) = try await writer.run(
            SKUsNamed(codes: [sku], for: caller), OrderedUnits(caller: caller, sku: sku, since: clock.now().adding(days: -90), level: level))
        guard skus.first != nil else { throw AllocationRefusal.unknownSKU }
        let claims = orders.map { ProportionalSplit.Claim($0.organization, wantedUnits: $0.units) }
        let shares = zip(claims, ProportionalSplit.split(units, among: claims)).map { claim, units in
            AllocationDraft.Share(organization: claim.code, units: units)
        }
        return try AllocationDraft(sku: sku, from: period.from, to: period.to, shares: shares)
    }
}

/// What was ordered of the brand, whether or not it could be had: units cut off or still waiting count, cancelled orders don't, nor what
/// stores ordered of their distributors.
private struct OrderedUnits: Statement {
    struct Result: RowDecodable {
        let organization: Code
        let units: Int64
        init(from row: inout RowReader) throws {
            organization = Code(stored: try row.next())
            units = try row.next()
        }
    }
    static let sql = """
        SELECT g.code, sum(l.units)::bigint
        FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN organizations d ON d.id = o.organization_id
        JOIN organizations g ON g.id = CASE WHEN $5 THEN d.parent_id ELSE d.id END
        WHERE o.organization_id >= $1 AND o.organization_id < $2 AND o.organization_id & 1048575 = 0 AND o.placed_at >= $4 AND o.status <> 'cancelled'
          AND l.sku_id = (SELECT id FROM skus WHERE code = $3)
        GROUP BY g.code
        ORDER BY g.code
        """
    let caller: Caller
    let sku: Code
    let since: Instant
    let level: AllocationLevel

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(sku.text)
        parameters.append(Timestamp(since))
        parameters.append(level == .regions)
    }
}
