import Commerce
import Operations

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

    /// What headquarters' account of this kind comes to by the ledger: credits minus debits.
    func ledger(_ kind: String) async throws -> Int64 {
        try await number("""
            SELECT coalesce(sum(CASE WHEN t.credit_account = a.id THEN t.amount_fen ELSE -t.amount_fen END), 0)
            FROM account_transfers t JOIN accounts a ON a.id IN (t.debit_account, t.credit_account) WHERE a.kind = '\(kind)'
            """)
    }

    func transfers() async throws -> Int64 {
        try await number("SELECT count(*) FROM account_transfers")
    }

    /// What is held of all orders and neither posted nor voided.
    func pendingFen() async throws -> Int64 {
        try await number("SELECT coalesce(sum(amount_fen - posted_fen - voided_fen), 0) FROM account_holds")
    }
}
