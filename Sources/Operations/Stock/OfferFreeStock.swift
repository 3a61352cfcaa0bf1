package import Commerce
import Logging
import Postgres

extension Brand {
    /// Offers all free stock to waiting backorders again. For after a policy changed what counts as free or who may be asked: the new
    /// policy is in memory only when its own transaction has ended. The policy is in force whatever becomes of this, so a failure is nobody's
    /// answer: `Housekeeping` offers again.
    package func offerStockToBackorders(for caller: Caller) async {
        do {
            try await work(for: caller) { work in
                let (waiting) = try await work.run(AwaitedSKUs())
                try await work.fillBackorders(of: Set(waiting.map(\.sku)), holdingLocks: false)
            }
        } catch {
            logger.warning("Stock wasn't offered to backorders after a policy changed", metadata: ["error": "\(error)"])
        }
    }

    /// Offers what is free of each SKU that orders wait for, one SKU in a transaction. Whoever frees stock does so by itself; this is for what
    /// was cut short between a commit and the offer that belongs to it.
    /// - Returns: how many SKUs were offered.
    package func offerFreeStock() async throws -> Int {
        let waiting = try await writer.run(AwaitedAndFree())
        for row in waiting {
            try await work(for: .system) { try await $0.fillBackorders(of: [row.sku], holdingLocks: false) }
        }
        return waiting.count
    }
}

private struct AwaitedSKUs: Statement {
    typealias Result = AwaitedSKU
    static let sql = "SELECT DISTINCT sku_id FROM order_lines WHERE backordered_units > 0"
}

/// Free by the rows' own counts: whether an order can be given any of it, only planning it tells.
private struct AwaitedAndFree: Statement {
    typealias Result = AwaitedSKU
    static let sql = """
        SELECT DISTINCT w.sku_id FROM order_lines w
        WHERE w.backordered_units > 0
          AND EXISTS (SELECT 1 FROM stock_levels l JOIN warehouses h ON h.id = l.warehouse_id
                      WHERE l.sku_id = w.sku_id AND h.kind <> 'distributor' AND l.on_hand > l.reserved + l.pool_reserved + l.safety_stock)
        """
    func bind(_ parameters: inout Parameters) {}
}
