import Commerce
import Postgres

/// A distributor's two accounts of stored value, made with its first top-up under its prepaid account's lock; afterwards this finds them and writes
/// nothing.
struct OpenStoredAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind)
        SELECT $1, k FROM unnest('{storedPrincipal,storedBonus}'::text[]) AS k
        WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.organization_id = $1 AND a.kind = k)
        ON CONFLICT ON CONSTRAINT accounts_once DO NOTHING
        """
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) { parameters.append(organization.rawValue) }
}

/// Raises the balances of a stored value, or lowers them.
struct CreditStoredAccounts: Statement {
    static let sql = """
        UPDATE accounts SET balance_fen = balance_fen + CASE kind WHEN 'storedPrincipal' THEN $2::bigint ELSE $3::bigint END
        WHERE organization_id = $1 AND kind IN ('storedPrincipal', 'storedBonus')
        """
    let organization: OrganizationID
    var principalFen: Int64 = 0
    var bonusFen: Int64 = 0

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(principalFen)
        parameters.append(bonusFen)
    }
}

/// Bonuses that are gone at the same moment are one.
struct AddBonus: Statement {
    static let sql = """
        INSERT INTO stored_bonuses AS b (organization_id, balance_fen, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT ON CONSTRAINT stored_bonuses_once DO UPDATE SET balance_fen = b.balance_fen + excluded.balance_fen
        """
    let organization: OrganizationID
    let fen: Int64
    let expiresAt: Instant?

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(fen)
        parameters.append(expiresAt.map { Timestamp($0) })
    }
}

/// A gift is valued at its list price now: what it takes off the principal should that be paid out.
struct InsertTopUp: Statement {
    static let sql = """
        INSERT INTO stored_top_ups (id, campaign_id, organization_id, principal_fen, bonus_fen, times, gift_units, at, expires_at, version, gift_sku, gift_fen)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """
    let row: TopUpRow
    /// The gift at its list price.
    let giftFen: Int64
    let version: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(row.id.rawValue)
        parameters.append(row.campaign.rawValue)
        parameters.append(row.organization.rawValue)
        parameters.append(row.principalFen)
        parameters.append(row.bonusFen)
        parameters.append(row.times)
        parameters.append(row.gift?.units)
        parameters.append(Timestamp(row.at))
        parameters.append(row.expiresAt.map { Timestamp($0) })
        parameters.append(version)
        parameters.append(row.gift?.sku.text)
        parameters.append(giftFen)
    }
}
