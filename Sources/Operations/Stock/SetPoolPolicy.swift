package import Commerce
import Logging
import Postgres

extension Work {
    /// Makes a new version of the pool policy, in force at once.
    /// - Parameter version: the version that the caller saw and wants to follow; nil: whichever is in force.
    /// - Throws: `PolicyRefusal`.
    package func setPoolPolicy(_ draft: PoolPolicyDraft, following version: Int?) async throws -> PoolPolicyView {
        let (_, skus) = try await run(LockPolicies(), SKUsNamed(codes: draft.overrides.map(\.sku), for: caller))
        let known = Set(skus.map(\.code))
        let unknown = draft.overrides.indices.filter { !known.contains(draft.overrides[$0].sku) }
        guard unknown.isEmpty else { throw PolicyRefusal.unknownSKUs(overrides: unknown) }
        let (rows) = try await run(LastPoolVersion())
        let last = rows.first.map { Int($0.version) } ?? 0
        guard version ?? last == last else { throw PolicyRefusal.changedMeanwhile(version: last) }
        let view = PoolPolicyView(
            version: last + 1, createdAt: now, ratioBps: draft.ratioBps, perDistributorBps: draft.perDistributorBps,
            overrides: draft.overrides.sorted { $0.sku < $1.sku })
        _ = try await run(InsertPoolPolicy(view: view, by: caller.clientID))
        changed(.pool)
        try await emit(.policyChanged, about: .headquarters) { json in
            json.field("policy", "pool")
            json.field("version", view.version)
        }
        return view
    }
}

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

/// New versions of policies are made one after the other; the lock ends with the transaction. What follows sees the last one's version.
struct LockPolicies: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws {}
    }
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.policies', 0))"
}

private struct AwaitedSKUs: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        init(from row: inout RowReader) throws { sku = SKUID(try row.next()) }
    }
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

private struct LastPoolVersion: Statement {
    struct Result: RowDecodable {
        let version: Int32
        init(from row: inout RowReader) throws { version = try row.next() }
    }
    static let sql = "SELECT version FROM pool_policies ORDER BY version DESC LIMIT 1"
}

private struct InsertPoolPolicy: Statement {
    static let sql = """
        INSERT INTO pool_policies (created_at, version, ratio_bps, per_distributor_bps, overrides, created_by) VALUES ($1, $2, $3, $4, $5, $6)
        """
    let view: PoolPolicyView
    let by: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(view.createdAt))
        parameters.append(Int32(view.version))
        parameters.append(Int32(view.ratioBps))
        parameters.append(Int32(view.perDistributorBps))
        var json = JSONWriter()
        json.array(view.overrides) { json, override in
            json.field("sku", override.sku.text)
            json.field("ratioBps", override.ratioBps)
        }
        parameters.append(JSONText(String(decoding: json.bytes, as: UTF8.self)))
        parameters.append(by)
    }
}
