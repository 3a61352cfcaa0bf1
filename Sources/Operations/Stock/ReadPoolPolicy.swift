package import Commerce
import Postgres

extension Brand {
    /// The pool policy in force, which headquarters publishes to all.
    package func poolPolicy(as caller: Caller) async throws -> PoolPolicyView {
        let (rows) = try await read(as: caller, PoolPolicyInForce())
        return rows.first?.view ?? PoolPolicyView(
            version: 0, createdAt: Instant(millisecondsSince1970: 0), ratioBps: PoolPolicy().ratioBps,
            perDistributorBps: PoolPolicy().perDistributorBps, overrides: [])
    }
}

/// The two arrays come out of one pass over the overrides, in the same order.
private struct PoolPolicyInForce: Statement {
    struct Result: RowDecodable {
        let view: PoolPolicyView
        init(from row: inout RowReader) throws {
            let version: Int32 = try row.next()
            let createdAt: Timestamp = try row.next()
            let ratio: Int32 = try row.next()
            let share: Int32 = try row.next()
            let skus: [String] = try row.next()
            let ratios: [Int64] = try row.next()
            view = PoolPolicyView(
                version: Int(version), createdAt: Instant(createdAt), ratioBps: Int64(ratio), perDistributorBps: Int64(share),
                overrides: zip(skus, ratios).map { PoolPolicyDraft.Override(sku: Code(stored: $0), ratioBps: $1) })
        }
    }
    static let sql = """
        SELECT p.version, p.created_at, p.ratio_bps, p.per_distributor_bps, o.skus, o.ratios
        FROM pool_policies p, LATERAL (
            SELECT coalesce(array_agg(e ->> 'sku' ORDER BY e ->> 'sku'), '{}') AS skus,
                   coalesce(array_agg((e ->> 'ratioBps')::bigint ORDER BY e ->> 'sku'), '{}') AS ratios
            FROM jsonb_array_elements(p.overrides) e) o
        ORDER BY p.version DESC LIMIT 1
        """
}
