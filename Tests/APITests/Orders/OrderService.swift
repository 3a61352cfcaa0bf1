import API
import Commerce
import HTTPTypes
import Operations
import TestSupport

/// The service with goods and money: SKUs A (sold loose, 100 fen) and B (in sixes, 200 fen), 1,000 of each in WH-TJ and 60 in RW-11,
/// and 1,000,000 fen for each distributor. It stands up to an audit.
enum OrderService {
    static func run(clock: TestClock? = nil, _ body: @Sendable (TestService) async throws -> Void) async throws {
        try await TestService.run(clock: clock) { service in
            try await service.sql("""
                INSERT INTO skus (owner_id, list_price_fen, floor_price_fen, id, abv_tenths, volume_ml, units_per_case, case_weight_grams,
                    loose_sale, code, name, brand, series, category, aroma, gtin, price_band)
                VALUES (0, 100, 7, 1, 520, 500, 6, 6000, true, 'A', 'A', 'A', 'A', 'baijiu', '浓香', '6900000000001', 'mid'),
                       (0, 200, 7, 2, 520, 500, 6, 6000, false, 'B', 'B', 'B', 'B', 'baijiu', '浓香', '6900000000002', 'mid');
                INSERT INTO warehouses (organization_id, id, latitude_e6, longitude_e6, code, name, kind) VALUES
                    (0, 1, 39084158, 117200983, 'WH-TJ', '天津总仓', 'hq'), (\(1 << 40), 2, 39900000, 116400000, 'RW-11', '北京仓', 'region');
                INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id)
                    VALUES (0, 1000, 1, 1), (0, 1000, 1, 2), (\(1 << 40), 60, 2, 1), (\(1 << 40), 60, 2, 2);
                INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id)
                    SELECT organization_id, on_hand, warehouse_id, sku_id FROM stock_levels;
                INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind)
                    SELECT 1, now(), organization_id, on_hand, warehouse_id, sku_id, 'receipt' FROM stock_levels;
                UPDATE organizations SET latitude_e6 = 39921489, longitude_e6 = 116486409 WHERE kind = 'distributor';
                INSERT INTO accounts (organization_id, kind) VALUES (0, 'cash'), (0, 'sales');
                UPDATE accounts SET balance_fen = 1000000 WHERE kind = 'prepaid';
                INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind)
                    SELECT a.id, now(), c.id, a.id, 1000000, a.organization_id, 'deposit' FROM accounts a, accounts c WHERE a.kind = 'prepaid' AND c.kind = 'cash';
                """)
            try await service.brand.load()
            try await body(service)
        }
    }
}

extension TestService {
    /// Places an order of bottles of A for D-110105.
    func placeA(_ units: Int, backorder: Bool = false, key: String) async throws -> TestAnswer {
        try await send(
            .post, "/v1/orders", as: "D-110105",
            body: #"{"lines":[{"sku":"A","quantity":\#(units),"unit":"bottle"}],"allowBackorder":\#(backorder)}"#, key: key)
    }

    /// Sends a step without a body.
    func step(_ path: String, as caller: String, key: String) async throws -> TestAnswer {
        try await send(.post, path, as: caller, key: key)
    }
}

extension TestAnswer {
    /// The id of an order's first shipment.
    var firstShipment: String? {
        guard case .object(let object)? = json, case .array(let shipments)? = object["shipments"], case .object(let first)? = shipments.first,
            case .string(let id)? = first["id"]
        else { return nil }
        return id
    }
}
