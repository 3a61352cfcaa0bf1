package import Commerce
import Postgres

/// The approval policy in force, which headquarters publishes to all.
package struct ApprovalPolicyView: Equatable, Sendable {
    package let version: Int
    package let policy: ApprovalPolicy
}

extension Brand {
    package func approvalPolicy(as caller: Caller) async throws -> ApprovalPolicyView {
        let rows = try await read(as: caller, LoadApprovalPolicy())
        return ApprovalPolicyView(version: Int(rows[0].version), policy: rows[0].policy)
    }
}

extension Work {
    /// Makes a new version of the approval policy, in force for whatever is submitted from now on; what waits goes on waiting.
    ///
    /// - Parameter version: the version that the caller saw and wants to follow; nil: whichever is in force.
    /// - Throws: `PolicyRefusal.changedMeanwhile`; 422 `UNKNOWN_SKU`.
    package func setApprovalPolicy(_ policy: ApprovalPolicy, following version: Int?) async throws -> ApprovalPolicyView {
        let (_, rows, skus) = try await run(LockPolicies(), LoadApprovalPolicy(), KnownSKUs(codes: policy.requiresApprovalSKUs))
        let last = Int(rows[0].version)
        guard version ?? last == last else { throw PolicyRefusal.changedMeanwhile(version: last) }
        let unknown = Set(policy.requiresApprovalSKUs.map(\.text)).subtracting(skus).sorted()
        if !unknown.isEmpty {
            let detail = "There is no SKU \(unknown.joined(separator: ", "))."
            throw Reason(.invalid, "UNKNOWN_SKU", detail, faults: [Fault("/requiresApprovalSkus", "UNKNOWN_SKU", detail)])
        }
        _ = try await run(InsertApprovalPolicy(version: last + 1, policy: policy, by: caller.clientID, at: now))
        try await emit(.policyChanged, about: .headquarters) { json in
            json.field("policy", "approval")
            json.field("version", last + 1)
        }
        return ApprovalPolicyView(version: last + 1, policy: policy)
    }
}

/// The last version; the first one came with the schema.
struct LoadApprovalPolicy: Statement {
    struct Result: RowDecodable {
        let version: Int32
        let policy: ApprovalPolicy
        init(from row: inout RowReader) throws {
            version = try row.next()
            var form = ObjectForm(try JSONObject(stored: try row.next()))
            policy = ApprovalPolicy.read(&form)
            try form.finish()
        }
    }
    static let sql = "SELECT version, policy FROM approval_policies ORDER BY version DESC LIMIT 1"
}

private struct InsertApprovalPolicy: Statement {
    static let sql = "INSERT INTO approval_policies (created_at, version, policy, created_by) VALUES ($1, $2, $3, $4)"
    let version: Int
    let policy: ApprovalPolicy
    let by: String
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(Int32(version))
        parameters.append(String(decoding: JSONWriter.object(policy.write), as: UTF8.self))
        parameters.append(by)
    }
}
