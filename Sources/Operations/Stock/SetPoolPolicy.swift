package import Commerce
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

/// New versions of policies are made one after the other; the lock ends with the transaction. What follows sees the last one's version.
struct LockPolicies: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws {}
    }
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.policies', 0))"
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
