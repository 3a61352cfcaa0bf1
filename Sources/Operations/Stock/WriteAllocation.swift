import Commerce
import Postgres

struct WriteAllocation: Statement {
    static let sql = """
        INSERT INTO allocations (id, giver_id, valid_from, valid_to, updated_at, sku_id) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at
        """
    let id: Int64
    let giver: OrganizationID
    let sku: SKUID
    let period: AllocationPeriod
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(giver.rawValue)
        parameters.append(Timestamp(period.from))
        parameters.append(Timestamp(period.to))
        parameters.append(Timestamp(at))
        parameters.append(sku.rawValue)
    }
}

/// Shares that are left out end; nothing is drawn on them.
struct DropShares: Statement {
    static let sql = "DELETE FROM allocation_shares WHERE allocation_id = $1 AND organization_id <> ALL($2::bigint[])"
    let allocation: Int64
    let kept: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(allocation)
        parameters.append(kept.map(\.rawValue))
    }
}

/// What is drawn on a share stays when its units change.
struct WriteShares: Statement {
    static let sql = """
        INSERT INTO allocation_shares (allocation_id, organization_id, units)
        SELECT $1, o, n FROM unnest($2::bigint[], $3::bigint[]) AS u (o, n)
        ON CONFLICT (allocation_id, organization_id) DO UPDATE SET units = excluded.units
        """
    let allocation: Int64
    let shares: [AllocationPlan.Share]

    func bind(_ parameters: inout Parameters) {
        parameters.append(allocation)
        parameters.append(shares.map(\.organization.rawValue))
        parameters.append(shares.map(\.units))
    }
}

/// Removes one allocation, and with headquarters' own what regions passed on of it. Draws of orders stay as they were.
struct TakeBackAllocations: Statement {
    static let sql = """
        DELETE FROM allocations
        WHERE sku_id = $1 AND (giver_id = $2 AND valid_from = $3 AND valid_to = $4 OR $2 = 0 AND valid_from >= $3 AND valid_to <= $4)
        """
    let sku: SKUID
    let giver: OrganizationID
    let period: AllocationPeriod

    func bind(_ parameters: inout Parameters) {
        parameters.append(sku.rawValue)
        parameters.append(giver.rawValue)
        parameters.append(Timestamp(period.from))
        parameters.append(Timestamp(period.to))
    }
}
