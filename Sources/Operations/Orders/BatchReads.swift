import Commerce
import Postgres

/// Locks the prepaid accounts of a batch's buyers in key order, and of distributors that the brand may supply stores for; reads with each whether its
/// organisation, or one above it, is suspended.
struct LockAccounts: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let balanceFen: Int64
        let heldFen: Int64
        let creditLimitFen: Int64
        let suspended: Bool
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            balanceFen = try row.next()
            heldFen = try row.next()
            creditLimitFen = try row.next()
            suspended = try row.next()
        }
    }
    static let sql = """
        SELECT a.organization_id, a.balance_fen, a.held_fen, a.credit_limit_fen, 'suspended' IN (o.status, p.status, r.status)
        FROM accounts a JOIN organizations o ON o.id = a.organization_id JOIN organizations p ON p.id = o.parent_id
             JOIN organizations r ON r.id = o.id & ~((1::bigint << 40) - 1)
        WHERE a.organization_id = ANY($1::bigint[]) AND a.kind = 'prepaid'
        ORDER BY a.organization_id
        FOR NO KEY UPDATE OF a
        """
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(organizations.map(\.rawValue))
    }
}

/// Which of these SKUs need more than free stock: those that older orders wait for, and those that are allocated now, with who gave
/// them out and what these organisations have of it. Almost always none.
///
/// Read by a statement after the one that locks the shares: a region that passes its share on holds the lock meanwhile, and what it gave
/// to whom is only seen by who looks afterwards. Shares that it made just then aren't locked, but nobody else can draw on one without the
/// region's, which is.
struct RestrictedSKUs: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        /// Nil: backorders wait for it.
        let giver: OrganizationID?
        /// Nil: nothing of it is given to these organisations.
        let share: AllocationShare?
        init(from row: inout RowReader) throws {
            sku = SKUID(try row.next())
            giver = try row.next(Int64?.self).map { OrganizationID($0) }
            let allocation = try row.next(Int64?.self)
            let organization = try row.next(Int64?.self)
            let units = try row.next(Int64?.self)
            let used = try row.next(Int64?.self)
            if let giver, let allocation, let organization, let units, let used {
                share = AllocationShare(
                    allocationID: allocation, giver: giver, organization: OrganizationID(organization), units: units, used: used)
            } else {
                share = nil
            }
        }
    }
    static let sql = """
        SELECT DISTINCT sku_id, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
        FROM order_lines WHERE backordered_units > 0 AND sku_id = ANY($1::int[])
        UNION ALL
        SELECT a.sku_id, a.giver_id, s.allocation_id, s.organization_id, s.units, s.used
        FROM allocations a LEFT JOIN allocation_shares s ON s.allocation_id = a.id AND s.organization_id = ANY($3::bigint[])
        WHERE a.sku_id = ANY($1::int[]) AND a.valid_from <= $2 AND a.valid_to > $2
        """
    let skus: [SKUID]
    let now: Instant
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(skus.map(\.rawValue))
        parameters.append(Timestamp(now))
        parameters.append(organizations.map(\.rawValue))
    }
}

/// Locks, in key order, every share in force that orders of these buyers may draw on: their own and their regions'.
struct LockAllocationShares: Statement {
    static let sql = """
        SELECT 1
        FROM allocations a JOIN allocation_shares s ON s.allocation_id = a.id
        WHERE a.sku_id = ANY($1::int[]) AND a.valid_from <= $2 AND a.valid_to > $2 AND s.organization_id = ANY($3::bigint[])
        ORDER BY s.allocation_id, s.organization_id
        FOR NO KEY UPDATE OF s
        """
    let skus: [SKUID]
    let now: Instant
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(skus.map(\.rawValue))
        parameters.append(Timestamp(now))
        parameters.append(organizations.map(\.rawValue))
    }
}

/// How long a lock is waited for at most, for the rest of the transaction.
struct LimitLockWaits: Statement {
    static let sql = "SELECT set_config('lock_timeout', $1, true)"
    let milliseconds: Int

    func bind(_ parameters: inout Parameters) {
        parameters.append(String(milliseconds))
    }
}
