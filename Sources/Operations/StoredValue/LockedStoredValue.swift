import Commerce
import Postgres

/// What the buyers of a batch have stored and no order holds, read under their prepaid accounts' locks. Orders of a batch take of it one after
/// the other.
struct LockedStoredValue: Sendable {
    /// What an order would take, with what it would leave.
    struct Spending: Sendable {
        let spend: StoredValueSpend
        fileprivate let left: StoredValueBalance
    }

    private var balances: [OrganizationID: StoredValueBalance] = [:]

    init() {}

    init(_ principals: some Sequence<ReadStoredPrincipals.Result>, _ bonuses: some Sequence<ReadStoredBonuses.Result>) {
        let bonusesOf = Dictionary(grouping: bonuses, by: \.organization)
        for principal in principals {
            balances[principal.organization] = StoredValueBalance(
                principalFen: principal.freeFen, bonuses: bonusesOf[principal.organization]?.map(\.bonus) ?? [])
        }
    }

    /// What an order takes: what it asks for, and of a total that is lower, the total.
    /// - Returns: nil when it takes nothing.
    /// - Throws: `OrderRefusal.storedValueExceeded` when there isn't so much.
    func spending(_ tender: Tender, on totalFen: Int64, by buyer: OrganizationID, at now: Instant) throws(OrderRefusal) -> Spending? {
        let fen = min(tender.storedValueFen, totalFen)
        guard fen > 0 else { return nil }
        var left = balances[buyer] ?? .empty
        do {
            let spend = try left.spend(fen, at: now)
            return Spending(spend: spend, left: left)
        } catch {
            throw .storedValueExceeded(availableFen: availableFen(of: buyer, at: now))
        }
    }

    /// Bonuses whose time has come aren't there.
    func availableFen(of buyer: OrganizationID, at now: Instant) -> Int64 {
        var balance = balances[buyer] ?? .empty
        _ = balance.expire(at: now)
        return balance.totalFen
    }

    mutating func take(_ spending: Spending, by buyer: OrganizationID) {
        balances[buyer] = spending.left
    }
}

struct ReadStoredPrincipals: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let freeFen: Int64
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            freeFen = try row.next()
        }
    }
    static let sql = """
        SELECT organization_id, balance_fen - held_fen FROM accounts WHERE organization_id = ANY($1::bigint[]) AND kind = 'storedPrincipal'
        """
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) { parameters.append(organizations.map(\.rawValue)) }
}

struct ReadStoredBonuses: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let bonus: StoredValueBalance.Bonus
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            bonus = StoredValueBalance.Bonus(fen: try row.next(), expiresAt: try row.next(Timestamp?.self).map { Instant($0) })
        }
    }
    static let sql = """
        SELECT organization_id, balance_fen - held_fen, expires_at FROM stored_bonuses
        WHERE organization_id = ANY($1::bigint[]) AND balance_fen > held_fen
        """
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) { parameters.append(organizations.map(\.rawValue)) }
}
