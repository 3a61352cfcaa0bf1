import Commerce

extension AuditTests {
    static let corruptions: [Corruption] =
        stock + lots + accounts + storedValue + orders + campaigns + advances + parents + draws + rebates + stores

    private static let stock = [
        Corruption(
            what: "on hand grew without a movement", sql: "UPDATE stock_levels SET on_hand = on_hand + 1 WHERE warehouse_id = 3",
            breaks: ["stock_levels.on_hand", "stock_lots.on_hand"]),
        Corruption(
            what: "a movement was lost", sql: "DELETE FROM stock_movements WHERE kind = 'receipt'", breaks: ["stock_levels.on_hand"]),
        Corruption(
            what: "a level was lost", sql: "DELETE FROM stock_levels WHERE warehouse_id = 3", breaks: ["stock_levels.on_hand", "stock_lots.on_hand"]),
        Corruption(
            what: "more is reserved than held", sql: "UPDATE stock_levels SET reserved = 8 WHERE warehouse_id = 1",
            breaks: ["stock_levels.reserved"]),
        Corruption(
            what: "less of the pool is reserved than held", sql: "UPDATE stock_levels SET pool_reserved = 2 WHERE warehouse_id = 1",
            breaks: ["stock_levels.pool_reserved"]),
        Corruption(
            what: "a distributor's pool share was forgotten", sql: "DELETE FROM pool_shares", breaks: ["pool_shares.held"]),
        Corruption(
            what: "a distributor's pool share is someone else's",
            sql: "UPDATE pool_shares SET distributor_id = \(StockBrand.second.organization.rawValue)", breaks: ["pool_shares.held"]),
        Corruption(
            what: "a level belongs to another than its warehouse", sql: "UPDATE stock_levels SET organization_id = 0 WHERE warehouse_id = 3",
            breaks: ["stock_levels.organization_id"]),
        Corruption(
            what: "a movement belongs to another than its warehouse",
            sql: "UPDATE stock_movements SET organization_id = 0 WHERE warehouse_id = 3", breaks: ["stock_movements.organization_id"]),
        Corruption(
            what: "a transfer loses a bottle on the way",
            sql: """
                UPDATE stock_movements SET units = 7 WHERE kind = 'transfer' AND units > 0;
                UPDATE stock_levels SET on_hand = 7 WHERE warehouse_id = 3;
                UPDATE stock_lots SET on_hand = 7 WHERE warehouse_id = 3;
                """,
            breaks: ["stock_movements transfer"]),
        Corruption(
            what: "more left than was posted",
            sql: """
                UPDATE stock_movements SET units = -11 WHERE id = 12;
                UPDATE stock_levels SET on_hand = 89 WHERE warehouse_id = 1;
                UPDATE stock_lots SET on_hand = 27 WHERE warehouse_id = 1 AND lot = 'L1';
                """,
            breaks: ["stock_movements despatch"]),
        Corruption(
            what: "less came back than was restocked", sql: "UPDATE return_lines SET restocked_units = 2", breaks: ["stock_movements return"]),
        Corruption(
            what: "a share gave more than was drawn", sql: "UPDATE allocation_shares SET used = 10", breaks: ["allocation_shares.used"]),
    ]

    private static let accounts = [
        Corruption(
            what: "a fen appeared on an account", sql: "UPDATE accounts SET balance_fen = balance_fen + 1 WHERE kind = 'prepaid'",
            breaks: ["accounts.balance_fen"]),
        Corruption(
            what: "sales keep a balance", sql: "UPDATE accounts SET balance_fen = 1 WHERE kind = 'sales'", breaks: ["accounts.balance_fen"]),
        Corruption(
            what: "a fen too many is held", sql: "UPDATE accounts SET held_fen = held_fen + 1 WHERE held_fen > 0", breaks: ["accounts.held_fen"]),
        Corruption(
            what: "the hold was lost", sql: "DELETE FROM account_holds WHERE order_id = 2",
            breaks: ["accounts.held_fen", "account_holds.amount_fen"]),
        Corruption(
            what: "the hold is another distributor's",
            sql: "UPDATE account_holds SET organization_id = \(StockBrand.second.organization.rawValue) WHERE order_id = 1",
            breaks: ["account_holds.amount_fen"]),
        Corruption(
            what: "a shipment was paid for with less",
            sql: """
                UPDATE account_transfers SET amount_fen = 899 WHERE id = 21;
                UPDATE accounts SET balance_fen = balance_fen + 1 WHERE held_fen > 0;
                """,
            breaks: ["account_holds.posted_fen"]),
        Corruption(
            what: "money is still held for a shipment that left",
            sql: """
                UPDATE account_holds SET posted_fen = 1400 WHERE order_id = 4;
                UPDATE account_transfers SET amount_fen = 1400 WHERE reference = 104;
                UPDATE accounts SET balance_fen = balance_fen + 100, held_fen = 1180 WHERE held_fen > 0;
                """,
            breaks: ["account_holds pending"]),
        Corruption(
            what: "less was refunded than the return says",
            sql: """
                UPDATE account_transfers SET amount_fen = 170 WHERE kind = 'refund';
                UPDATE accounts SET balance_fen = balance_fen - 100 WHERE held_fen > 0;
                """,
            breaks: ["returns.refund_fen"]),
        Corruption(
            what: "a sale names another distributor",
            sql: "UPDATE account_transfers SET organization_id = \(StockBrand.second.organization.rawValue) WHERE id = 21",
            breaks: ["account_transfers"]),
        Corruption(
            what: "a transfer's other side isn't there", sql: "UPDATE account_transfers SET credit_account = 999 WHERE kind = 'sale'",
            breaks: ["account_transfers"]),
    ]

    private static let orders = [
        Corruption(
            what: "a unit of a line is neither held nor waiting", sql: "UPDATE order_lines SET cancelled_units = 4 WHERE order_id = 4",
            breaks: ["order_lines.units", "orders.subtotal_fen", "account_holds pending"]),
        Corruption(
            what: "an order costs more than its lines",
            sql: "UPDATE orders SET subtotal_fen = 1501, discount_fen = 1 WHERE id = 4", breaks: ["orders.subtotal_fen", "orders.discount_fen"]),
        Corruption(
            what: "more came back than was shipped", sql: "UPDATE return_lines SET units = 11", breaks: ["return_lines.units"]),
        Corruption(
            what: "a waiting order calls itself confirmed", sql: "UPDATE orders SET status = 'confirmed' WHERE id = 2",
            breaks: ["orders.status"]),
        Corruption(
            what: "an order calls itself fulfilled while it is on its way", sql: "UPDATE orders SET status = 'fulfilled' WHERE id = 4",
            breaks: ["orders.status"]),
        Corruption(
            what: "a shipment calls itself cancelled while it holds stock",
            sql: "UPDATE shipments SET status = 'cancelled', cancelled_at = now() WHERE id = 102", breaks: ["shipments.status"]),
        Corruption(
            what: "a shipment calls itself picked after it left", sql: "UPDATE shipments SET status = 'picked', shipped_at = NULL WHERE id = 104",
            breaks: ["shipments.status", "shipment_lots.units", "stock_lots.picked"]),
        Corruption(
            what: "a delivery has no time", sql: "UPDATE shipments SET delivered_at = NULL WHERE id = 101", breaks: ["shipments times"]),
        Corruption(
            what: "a shipment left before it was picked", sql: "UPDATE shipments SET picked_at = shipped_at + interval '1 s' WHERE id = 104",
            breaks: ["shipments times"]),
    ]

    private static let advances = [
        Corruption(
            what: "an order that left still owes a balance",
            sql: advance(of: 4, "100, NULL, 0, 'unpaid'"),
            breaks: ["order_advances.order_id", "account_holds.amount_fen"]),
        Corruption(
            what: "an order awaits a balance that it doesn't owe", sql: "UPDATE orders SET status = 'awaitingBalance' WHERE id = 4",
            breaks: ["order_advances.order_id", "orders.status"]),
        Corruption(
            what: "an order awaits its balance, whose shipment has left",
            sql: advance(of: 4, "100, NULL, 0, 'unpaid'") + "UPDATE orders SET status = 'awaitingBalance' WHERE id = 4;",
            breaks: ["orders.status", "account_holds.amount_fen"]),
        Corruption(
            what: "a deposit was forfeited to nobody", sql: advance(of: 3, "100, NULL, 10, 'forfeited'"),
            breaks: ["order_advances.forfeited_fen", "account_holds.amount_fen"]),
        Corruption(
            what: "a balance was paid that nobody held", sql: advance(of: 9, "100, now(), 0, 'paid'"), breaks: ["order_advances.order_id"]),
    ]

    /// - Parameter rest: balance, when it was paid, what is forfeited, status.
    private static func advance(of order: Int, _ rest: String) -> String {
        """
        INSERT INTO order_advances (order_id, organization_id, balance_due, ships_after, lines, line_units, line_fen, balance_fen, paid_at, forfeited_fen, status)
        VALUES (\(order), \(StockBrand.first.organization.rawValue), now(), now(), '{0}', '{5}', '{10}', \(rest));
        """
    }

    private static let campaigns = [
        Corruption(
            what: "a campaign's counter forgot an order", sql: "UPDATE campaign_usage SET uses = 0 WHERE subject_id = -1", breaks: ["campaign_usage"]),
        Corruption(
            what: "a region's counter counts another's orders",
            sql: "UPDATE campaign_usage SET held_fen = 120 WHERE subject_id = \(StockBrand.second.organization.rawValue)", breaks: ["campaign_usage"]),
        Corruption(
            what: "a campaign gave a line less than it says", sql: "UPDATE order_campaigns SET line_fen = '{119}'", breaks: ["order_campaigns.fen"]),
        Corruption(
            what: "an order was discounted by nobody", sql: "UPDATE orders SET discount_fen = 122, total_fen = 1078 WHERE id = 2",
            breaks: ["orders.discount_fen", "account_holds.amount_fen"]),
        Corruption(
            what: "a campaign still holds for an order that is over",
            sql: "UPDATE order_campaigns SET order_id = 3; UPDATE orders SET discount_fen = 0, total_fen = 1200 WHERE id = 2;",
            breaks: ["order_campaigns pending", "orders.discount_fen", "account_holds.amount_fen", "account_holds pending"]),
        Corruption(
            what: "a campaign gave to a line that isn't there", sql: "UPDATE order_campaigns SET lines = '{7}'", breaks: ["order_campaigns.order_id"]),
        Corruption(
            what: "a coupon was used by an order that had none",
            sql: "INSERT INTO coupon_redemptions (campaign_id, order_id, code) VALUES (401, 3, 'C')", breaks: ["order_campaigns.order_id"]),
        Corruption(
            what: "a group counts a seat that nobody has",
            sql: """
                INSERT INTO group_buys (id, campaign_id, size, joined, opened_at, deadline, status)
                VALUES (501, 401, 3, 1, now(), now() + interval '1 hour', 'open');
                """,
            breaks: ["group_buys.joined"]),
        Corruption(
            what: "an order sits in an open group and doesn't wait for it",
            sql: """
                INSERT INTO group_buys (id, campaign_id, size, joined, opened_at, deadline, status)
                VALUES (501, 401, 3, 1, now(), now() + interval '1 hour', 'open');
                INSERT INTO group_buy_seats (order_id, group_id, organization_id) VALUES (4, 501, \(StockBrand.first.organization.rawValue));
                """,
            breaks: ["group_buy_seats.order_id"]),
        Corruption(
            what: "an order waits for a group that there isn't", sql: "UPDATE orders SET status = 'awaitingGroup' WHERE id = 4",
            breaks: ["group_buy_seats.order_id", "orders.status"]),
    ]

    private static let parents = [
        Corruption(
            what: "an order lost its lines", sql: "DELETE FROM order_lines WHERE order_id = 3",
            breaks: ["orders without lines", "order_lines.units", "stock_holds.shipment_id"]),
        Corruption(
            what: "an order is nobody's", sql: """
                UPDATE orders SET organization_id = 5 WHERE id = 3;
                UPDATE shipments SET organization_id = 5 WHERE order_id = 3;
                UPDATE account_holds SET organization_id = 5 WHERE order_id = 3;
                """,
            breaks: ["orders without lines"]),
        Corruption(
            what: "a trace was lost", sql: "DELETE FROM order_traces WHERE order_id = 1", breaks: ["orders without traces"]),
        Corruption(
            what: "an order was lost", sql: "DELETE FROM orders WHERE id = 4",
            breaks: ["account_holds.amount_fen", "order_lines.order_id", "shipments.order_id", "order_traces.order_id"]),
        Corruption(
            what: "a line's SKU isn't there", sql: "UPDATE order_lines SET sku_id = 77 WHERE order_id = 1",
            breaks: ["order_lines.order_id", "stock_holds.shipment_id"]),
        Corruption(
            what: "a shipment was lost", sql: "DELETE FROM shipments WHERE id = 102",
            breaks: ["stock_holds.shipment_id", "pool_shares.held", "order_lines.units"]),
        Corruption(
            what: "a shipment names another warehouse's owner", sql: "UPDATE shipments SET warehouse_organization_id = 5 WHERE id = 101",
            breaks: ["shipments.order_id"]),
        Corruption(
            what: "a draw is larger than its line",
            sql: """
                UPDATE allocation_draws SET units = 13, voided_units = 4 WHERE allocation_id = 301;
                """,
            breaks: ["allocation_draws.order_id"]),
        Corruption(
            what: "a draw has no order", sql: "UPDATE allocation_draws SET order_id = 9 WHERE allocation_id = 999",
            breaks: ["allocation_draws.order_id"]),
    ]
}
