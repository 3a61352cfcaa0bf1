import Commerce
import Postgres

/// What becomes of a part of what pays an order.
enum TenderOutcome: Sendable {
    case posted
    case voided
    case refunded

    /// By what each fen changes an account: its balance and what is held of it.
    var change: (balance: Int64, held: Int64) {
        switch self {
        case .posted: (-1, -1)
        case .voided: (0, -1)
        case .refunded: (1, 0)
        }
    }

    /// Posted, voided, refunded.
    func columns(_ fen: Int64) -> [Int64] {
        [self == .posted ? fen : 0, self == .voided ? fen : 0, self == .refunded ? fen : 0]
    }
}

struct ReadOrderTender: Statement {
    struct Result: RowDecodable {
        /// Nil for figures that contradict each other.
        let frozen: FrozenTender?
        init(from row: inout RowReader) throws {
            frozen = FrozenTender(
                totalFen: try row.next(), storedFen: try row.next(), pointsFen: try row.next(), postedFen: try row.next(), voidedFen: try row.next(), refundedFen: try row.next())
        }
    }
    static let sql = "SELECT total_fen, stored_fen, points_fen, posted_fen, voided_fen, refunded_fen FROM order_tenders WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

struct ReadStoredHolds: Statement {
    struct Result: RowDecodable {
        let part: StoredValueHold.Part
        init(from row: inout RowReader) throws {
            part = StoredValueHold.Part(
                account: AccountKind(rawValue: try row.next()) ?? .storedPrincipal, expiresAt: try row.next(Timestamp?.self).map { Instant($0) },
                amountFen: try row.next(), postedFen: try row.next(), voidedFen: try row.next(), refundedFen: try row.next())
        }
    }
    static let sql = """
        SELECT account, expires_at, amount_fen, posted_fen, voided_fen, refunded_fen FROM stored_holds WHERE order_id = $1 ORDER BY part
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

struct ResolveOrderTender: Statement {
    static let sql = """
        UPDATE order_tenders SET posted_fen = posted_fen + $2, voided_fen = voided_fen + $3, refunded_fen = refunded_fen + $4 WHERE order_id = $1
        """
    let order: OrderID
    /// Of the total, whatever pays it.
    let fen: Int64
    let outcome: TenderOutcome

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        for value in outcome.columns(fen) { parameters.append(value) }
    }
}

struct ResolveStoredHolds: Statement {
    static let sql = """
        UPDATE stored_holds h SET posted_fen = h.posted_fen + u.posted, voided_fen = h.voided_fen + u.voided, refunded_fen = h.refunded_fen + u.refunded
        FROM unnest($2::int[], $3::bigint[], $4::bigint[], $5::bigint[]) AS u (part, posted, voided, refunded)
        WHERE h.order_id = $1 AND h.part = u.part
        """
    let order: OrderID
    /// Of each part, in their order.
    let fen: [Int64]
    let outcome: TenderOutcome

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(fen.indices.map { Int32($0) })
        for column in 0..<3 { parameters.append(fen.map { outcome.columns($0)[column] }) }
    }
}

/// Both sides of a stored value by differences, under the prepaid account's lock; the CHECKs stand behind it.
struct MoveStoredAccounts: Statement {
    static let sql = """
        UPDATE accounts SET balance_fen = balance_fen + CASE kind WHEN 'storedPrincipal' THEN $2::bigint ELSE $4::bigint END,
               held_fen = held_fen + CASE kind WHEN 'storedPrincipal' THEN $3::bigint ELSE $5::bigint END
        WHERE organization_id = $1 AND kind IN ('storedPrincipal', 'storedBonus')
        """
    let organization: OrganizationID
    let fen: [AccountKind: Int64]
    let outcome: TenderOutcome

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        for account in [AccountKind.storedPrincipal, .storedBonus] {
            parameters.append((fen[account] ?? 0) * outcome.change.balance)
            parameters.append((fen[account] ?? 0) * outcome.change.held)
        }
    }
}

struct MoveBonuses: Statement {
    static let sql = """
        UPDATE stored_bonuses b SET balance_fen = b.balance_fen + u.balance, held_fen = b.held_fen + u.held
        FROM unnest($2::timestamptz[], $3::bigint[], $4::bigint[]) AS u (e, balance, held)
        WHERE b.organization_id = $1 AND b.expires_at IS NOT DISTINCT FROM u.e
        """
    let organization: OrganizationID
    /// Each moment once.
    let bonuses: [(expiresAt: Instant?, fen: Int64)]
    let outcome: TenderOutcome

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(bonuses.map { $0.expiresAt.map { Timestamp($0) } })
        parameters.append(bonuses.map { $0.fen * outcome.change.balance })
        parameters.append(bonuses.map { $0.fen * outcome.change.held })
    }
}
