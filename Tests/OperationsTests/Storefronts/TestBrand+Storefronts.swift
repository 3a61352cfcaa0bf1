import Commerce
import Operations
import TestSupport
import Testing

/// A storefront of D-110105 for its store S-110105-001 and others, behind the brand's back, and a small language for what stores do there.
extension TestBrand {
    static let store = "S-110105-001"

    /// A brand whose distributor D-110105 has an open storefront with `A` at 120.00 yuan and `B` at 130.00, for stores of tier core `A` at 115.00.
    ///
    /// - Parameters:
    ///   - own: What lies in the distributor's warehouse.
    ///   - hq: What lies in Tianjin; 30% of it is the pool.
    ///   - balanceFen: What the distributor has with the brand.
    static func withStorefront<T>(
        own: [String: Int64] = ["A": 12], hq: [String: Int64] = ["A": 600, "B": 600], balanceFen: Int64 = 100_000_000, storeFen: Int64 = 1_000_000,
        stores: Int = 1, isolation: isolated (any Actor)? = #isolation, settings: (inout BrandSettings) -> Void = { _ in },
        _ body: (TestBrand) async throws -> T
    ) async throws -> T {
        var draft = BrandDraft.small(stock: ["DW-110105": own, "WH-TJ": hq])
        draft.distributors[0].balanceFen = balanceFen
        draft.distributors[0].stores = (1...stores).map { "S-110105-00\($0)" }
        return try await with(draft, settings: settings) { test in
            let distributor = try test.caller("D-110105").organization.rawValue
            try await test.sql("""
                SET search_path = tributary;
                INSERT INTO storefronts (organization_id, min_order_fen, created_at, updated_at, open, name) VALUES (\(distributor), 0, now(), now(), true, '朝阳酒行');
                INSERT INTO storefront_items (organization_id, sku_id, price_fen, core_fen) VALUES (\(distributor), 1, 12000, 11500), (\(distributor), 2, 13000, NULL);
                INSERT INTO accounts (organization_id, kind) VALUES (\(distributor), 'cash'), (\(distributor), 'sales');
                UPDATE organizations SET latitude_e6 = 39930000, longitude_e6 = 116450000 WHERE kind = 'store';
                UPDATE accounts a SET balance_fen = \(storeFen) FROM organizations o WHERE o.id = a.organization_id AND o.kind = 'store' AND a.kind = 'prepaid';
                INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind)
                    SELECT nextval('entity_ids'), now(), (SELECT id FROM accounts WHERE organization_id = \(distributor) AND kind = 'cash'), a.id, a.balance_fen,
                        a.organization_id, 'deposit'
                    FROM accounts a JOIN organizations o ON o.id = a.organization_id WHERE o.kind = 'store' AND a.balance_fen > 0;
                """)
            try await test.brand.load()
            return try await body(test)
        }
    }

    /// Sends a store's order once.
    func buy(
        _ bottles: KeyValuePairs<String, Int64>, by store: String = TestBrand.store, partial: Bool? = nil, coupons: [String] = [],
        key: String = String(UInt64.random(in: .min ... .max), radix: 36)
    ) async throws -> Sent {
        do {
            let answer = try await brand.placeStorefrontOrder(
                Self.draft(bottles, partial: partial, coupons: coupons), by: try caller(store),
                once: IdempotentRequest(clientID: store, route: "POST /v1/storefront/orders", key: key, body: Array("\(bottles)".utf8)),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.faults.first?.code ?? refusal.reason.code)
        }
    }

    static func draft(_ bottles: KeyValuePairs<String, Int64>, partial: Bool? = nil, coupons: [String] = []) -> OrderDraft {
        OrderDraft(
            distributor: nil, shipTo: nil, lines: bottles.map { OrderDraft.Line(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) },
            allowPartial: partial, allowBackorder: false, note: nil, coupons: coupons.map { Code(stored: $0) })
    }

    func bought(_ bottles: KeyValuePairs<String, Int64>, by store: String = TestBrand.store, partial: Bool? = nil) async throws -> OrderView {
        let sent = try await buy(bottles, by: store, partial: partial)
        return try await order(try #require(sent.order, "\(sent)"), as: store)
    }

    /// `balance/held` of a prepaid account.
    func purse(_ code: String) async throws -> String? {
        try await value("""
            SELECT a.balance_fen || '/' || a.held_fen FROM tributary.accounts a JOIN tributary.organizations o ON o.id = a.organization_id
            WHERE o.code = '\(code)' AND a.kind = 'prepaid'
            """)
    }

    /// What transfers of a kind add up to.
    func moved(_ kind: String) async throws -> Int {
        try await count("SELECT coalesce(sum(amount_fen), 0) FROM tributary.account_transfers WHERE kind = '\(kind)'")
    }

    /// `units/posted/voided/returned at price` of an order's charges.
    func charges(of order: OrderID) async throws -> String? {
        try await value("""
            SELECT string_agg(concat_ws('/', units, posted_units, voided_units, returned_units) || ' at ' || unit_price_fen, ', ' ORDER BY line_no)
            FROM tributary.supply_charges WHERE order_id = \(order.rawValue)
            """)
    }
}
