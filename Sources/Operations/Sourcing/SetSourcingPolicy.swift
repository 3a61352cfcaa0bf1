package import Commerce
import Postgres

extension Work {
    /// Makes a new version of the sourcing policy, in force at once; every order keeps the version it was sourced under.
    /// - Parameter version: the version that the caller saw and wants to follow; nil: whichever is in force.
    /// - Throws: `PolicyRefusal`.
    package func setSourcingPolicy(_ policy: SourcingPolicy, following version: Int?) async throws -> SourcingPolicyView {
        let (_, rows) = try await run(LockPolicies(), LastSourcingVersion())
        let last = rows.first.map { Int($0.version) } ?? 0
        guard version ?? last == last else { throw PolicyRefusal.changedMeanwhile(version: last) }
        _ = try await run(InsertSourcingPolicy(version: last + 1, policy: policy, by: caller.clientID, at: now))
        changed(.sourcing)
        try await emit(.policyChanged, about: .headquarters) { json in
            json.field("policy", "sourcing")
            json.field("version", last + 1)
        }
        return SourcingPolicyView(version: last + 1, policy: policy)
    }
}

private struct LastSourcingVersion: Statement {
    struct Result: RowDecodable {
        let version: Int32
        init(from row: inout RowReader) throws { version = try row.next() }
    }
    static let sql = "SELECT version FROM sourcing_policies ORDER BY version DESC LIMIT 1"
}

private struct InsertSourcingPolicy: Statement {
    static let sql = "INSERT INTO sourcing_policies (created_at, version, policy, created_by) VALUES ($1, $2, $3, $4)"
    let version: Int
    let policy: SourcingPolicy
    let by: String
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(Int32(version))
        parameters.append(JSONText(String(decoding: JSONWriter.object(policy.write), as: UTF8.self)))
        parameters.append(by)
    }
}
