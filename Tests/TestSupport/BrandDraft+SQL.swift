import Commerce

extension BrandDraft {
    /// Writes the brand into a migrated, empty schema so that an audit finds nothing: stock as receipts, balances as deposits. Stores are approved,
    /// with nothing on their accounts. Every organisation gets a client named by its code with the secret `demo`.
    var sql: String {
        get throws {
            [
                """
                INSERT INTO organizations (id, parent_id, code, kind, name, tier, latitude_e6, longitude_e6) VALUES \(try organizations);
                UPDATE organizations o SET last_child = (SELECT count(*) FROM organizations c WHERE c.parent_id = o.id);
                INSERT INTO api_clients (organization_id, client_id, name) SELECT id, code, name FROM organizations;
                INSERT INTO client_secrets (client_id, salt, digest, demo)
                    SELECT client_id, convert_to(client_id, 'UTF8'), sha256(convert_to(client_id || 'demo', 'UTF8')), true FROM api_clients;
                INSERT INTO accounts (organization_id, kind) VALUES (0, 'cash'), (0, 'sales');
                """,
                values(
                    "INSERT INTO accounts (organization_id, kind, balance_fen, credit_limit_fen)",
                    try distributors.map { "(\(try id($0.code)), 'prepaid', \($0.balanceFen), \($0.creditLimitFen))" }),
                """
                INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind)
                    SELECT nextval('entity_ids'), now(), cash.id, a.id, a.balance_fen, a.organization_id, 'deposit'
                    FROM accounts a JOIN accounts cash ON cash.kind = 'cash' WHERE a.kind = 'prepaid' AND a.balance_fen > 0;
                INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status)
                    SELECT id, '2026-01-01', '2026-01-01', '2026-01-01', 'approved' FROM organizations WHERE kind = 'store';
                INSERT INTO accounts (organization_id, kind) SELECT id, 'prepaid' FROM organizations WHERE kind = 'store';
                """,
                values("INSERT INTO warehouses (id, code, organization_id, kind, name, latitude_e6, longitude_e6)", try warehouseRows),
                values(
                    """
                    INSERT INTO skus (id, owner_id, code, name, brand, series, category, aroma, abv_tenths, volume_ml, units_per_case, case_weight_grams,
                        loose_sale, price_band, list_price_fen, floor_price_fen, status, gtin)
                    """, try skuRows),
                values("INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id)", try stockRows),
                """
                INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind)
                    SELECT nextval('entity_ids'), now(), organization_id, on_hand, warehouse_id, sku_id, 'receipt' FROM stock_levels WHERE on_hand > 0;
                INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id)
                    SELECT organization_id, on_hand, warehouse_id, sku_id FROM stock_levels WHERE on_hand > 0;
                SELECT setval(pg_get_serial_sequence('warehouses', 'id'), greatest(1, (SELECT max(id) FROM warehouses)));
                SELECT setval(pg_get_serial_sequence('skus', 'id'), greatest(1, (SELECT max(id) FROM skus)));
                """,
            ].joined(separator: "\n")
        }
    }

    private var organizations: String {
        get throws {
            func row(_ code: String, _ tier: String? = nil, _ latitude: Int32? = nil, _ longitude: Int32? = nil) throws -> String {
                let id = try id(code)
                let parent = OrganizationID(id).parent.map { "\($0.rawValue)" } ?? "NULL"
                return "(\(id), \(parent), \(quoted(code)), '\(OrganizationID(id).kind.rawValue)', \(quoted(code + " 名称")), "
                    + "\(tier.map(quoted) ?? "NULL"), \(latitude.map(String.init) ?? "NULL::int"), \(longitude.map(String.init) ?? "NULL::int"))"
            }
            let buyers = try distributors.flatMap { one in
                try [row(one.code, one.tier, one.latitudeE6, one.longitudeE6)] + one.stores.map { try row($0) }
            }
            return (try [row("HQ")] + regions.map { try row($0) } + buyers).joined(separator: ",\n")
        }
    }

    private var warehouseRows: [String] {
        get throws {
            try warehouses.enumerated().map { index, one in
                let owner = OrganizationID(try id(one.owner))
                let kind = owner.kind == .headquarters ? "hq" : owner.kind.rawValue
                return "(\(index + 1), \(quoted(one.code)), \(owner.rawValue), '\(kind)', \(quoted(one.code)), \(one.latitudeE6), \(one.longitudeE6))"
            }
        }
    }

    private var skuRows: [String] {
        get throws {
            try skus.enumerated().map { index, one in
                "(\(index + 1), \(try id(one.owner)), \(quoted(one.code)), \(quoted(one.code + " 酒")), '牌', '系列', 'baijiu', '浓香', 520, 500, \(one.unitsPerCase), "
                    + "\(one.caseWeightGrams), \(one.looseSale), 'mid', \(one.listPriceFen), \(one.floorPriceFen), '\(one.status)', '\(Self.gtin(index))')"
            }
        }
    }

    /// A valid number of GS1's range for demonstrations (952).
    private static func gtin(_ index: Int) -> String {
        let digits = "952\(100_000_000 + index)"
        let weighed = digits.enumerated().reduce(0) { $0 + ($1.element.wholeNumberValue ?? 0) * ($1.offset % 2 == 0 ? 1 : 3) }
        return digits + String((10 - weighed % 10) % 10)
    }

    private var stockRows: [String] {
        get throws {
            try stock.sorted { $0.key < $1.key }.flatMap { warehouse, levels in
                try levels.sorted { $0.key < $1.key }.map { sku, units in
                    guard let place = warehouses.firstIndex(where: { $0.code == warehouse }), let item = skus.firstIndex(where: { $0.code == sku }) else {
                        throw UnknownCode(code: "\(warehouse)/\(sku)")
                    }
                    return "(\(try id(warehouses[place].owner)), \(units), \(place + 1), \(item + 1))"
                }
            }
        }
    }

    private func id(_ code: String) throws -> Int64 {
        guard let id = organization(code) else { throw UnknownCode(code: code) }
        return id.rawValue
    }

    private func values(_ statement: String, _ rows: [String]) -> String {
        rows.isEmpty ? "" : "\(statement) VALUES \(rows.joined(separator: ",\n"));"
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}

package struct UnknownCode: Error {
    package let code: String
}
