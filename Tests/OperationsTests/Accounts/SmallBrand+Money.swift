import Commerce
@testable import Operations
import Postgres

extension SmallBrand {
    func position(of caller: Caller) async throws -> AccountPosition {
        try await brand.account(of: caller.code, as: Self.headquarters).position
    }

    @discardableResult func deposit(_ amountFen: Int64, to caller: Caller) async throws -> AccountPosition {
        try await brand.work(for: Self.headquarters) { try await $0.deposit(amountFen, to: caller.code).account.position }
    }

    @discardableResult func setCreditLimit(_ limitFen: Int64, of caller: Caller) async throws -> AccountPosition {
        try await brand.work(for: Self.headquarters) { try await $0.setCreditLimit(limitFen, of: caller.code).position }
    }

    /// Holds money as placing an order does.
    func hold(_ amountFen: Int64, of caller: Caller, order: Int64) async throws {
        try await sql("""
            UPDATE accounts SET held_fen = held_fen + \(amountFen) WHERE organization_id = \(caller.organization.rawValue) AND kind = 'prepaid';
            INSERT INTO account_holds (order_id, organization_id, amount_fen) VALUES (\(order), \(caller.organization.rawValue), \(amountFen));
            """)
    }

    func post(_ amountFen: Int64, order: Int64, of caller: Caller, shipment: Int64 = 900) async throws {
        try await brand.work(for: Self.headquarters) {
            try await $0.postHold(order: OrderID(order), organization: caller.organization, amountFen: amountFen, shipment: ShipmentID(shipment))
        }
    }

    func void(_ amountFen: Int64, order: Int64, of caller: Caller) async throws {
        try await brand.work(for: Self.headquarters) {
            try await $0.voidHold(order: OrderID(order), organization: caller.organization, amountFen: amountFen)
        }
    }

    func refund(_ amountFen: Int64, to caller: Caller, return id: Int64) async throws {
        try await brand.work(for: Self.headquarters) {
            try await $0.refund(organization: caller.organization, amountFen: amountFen, return: ReturnID(id))
        }
    }

    /// One number, read behind the brand's back.
    func number(_ sql: String) async throws -> Int64 {
        let connection = try await connection()
        let value = try await connection.run(ReadNumber(expression: sql)).first?.value
        await connection.close()
        return value ?? 0
    }
}

/// The statement's text is fixed, so what is asked for is one of a few expressions.
private struct ReadNumber: Statement {
    struct Result: RowDecodable {
        let value: Int64
        init(from row: inout RowReader) throws { value = try row.next() }
    }
    static let sql = """
        SELECT CASE $1
            WHEN 'transfers' THEN (SELECT count(*) FROM account_transfers)
            WHEN 'cash' THEN (SELECT coalesce(sum(CASE WHEN credit_account = a.id THEN amount_fen ELSE -amount_fen END), 0)
                FROM account_transfers t, accounts a WHERE a.kind = 'cash' AND a.id IN (t.debit_account, t.credit_account))
            WHEN 'sales' THEN (SELECT coalesce(sum(CASE WHEN credit_account = a.id THEN amount_fen ELSE -amount_fen END), 0)
                FROM account_transfers t, accounts a WHERE a.kind = 'sales' AND a.id IN (t.debit_account, t.credit_account))
            WHEN 'headquarters accounts' THEN (SELECT count(*) FROM accounts WHERE organization_id = 0)
            WHEN 'pending' THEN (SELECT coalesce(sum(amount_fen - posted_fen - voided_fen), 0) FROM account_holds)
            WHEN 'posted' THEN (SELECT coalesce(sum(posted_fen), 0) FROM account_holds)
            WHEN 'answers' THEN (SELECT count(*) FROM idempotency_keys)
        END::bigint
        """
    let expression: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(expression)
    }
}
