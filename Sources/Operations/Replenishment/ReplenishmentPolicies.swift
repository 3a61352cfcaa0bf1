package import Commerce
import Postgres

/// A distributor's policy, and the SKUs that have a low-stock threshold of their own, in cases.
package struct ReplenishmentPolicyView: Equatable, Sendable {
    package struct Override: Equatable, Sendable {
        package let sku: Code
        package let cases: Int64

        package init(sku: Code, cases: Int64) {
            self.sku = sku
            self.cases = cases
        }
    }

    package let policy: ReplenishmentPolicy
    package let overrides: [Override]

    package init(policy: ReplenishmentPolicy, overrides: [Override]) {
        self.policy = policy
        self.overrides = overrides
    }
}

extension Brand {
    /// The caller's own; the standard one where it has put none.
    package func replenishmentPolicy(of caller: Caller) async throws -> ReplenishmentPolicyView {
        let (policies, overrides) = try await read(
            as: caller, ReadReplenishmentPolicy(distributor: caller.organization), ReadThresholds(distributor: caller.organization))
        return ReplenishmentPolicyView(policy: policies.first?.policy ?? ReplenishmentPolicy(), overrides: overrides.map(\.override))
    }
}

extension Work {
    /// Puts the caller's own. Suggestions follow with their next run, alerts within a minute.
    /// - Throws: 422 `UNKNOWN_SKU` at each override.
    package func putReplenishmentPolicy(_ put: ReplenishmentPolicyView) async throws -> ReplenishmentPolicyView {
        let ids = Dictionary(try await run(SKUsNamed(codes: put.overrides.map(\.sku), for: caller)).map { ($0.code, $0.id) }) { first, _ in first }
        let faults = put.overrides.indices.filter { ids[put.overrides[$0].sku] == nil }
            .map { Fault("/overrides/\($0)/sku", "UNKNOWN_SKU", "There is no such SKU.") }
        if let refused = Reason.invalid(faults) { throw refused }
        // The policy's row orders those who put at once; its thresholds follow.
        _ = try await run(PutReplenishmentPolicy(distributor: caller.organization, policy: put.policy, at: now))
        _ = try await run(DropThresholds(distributor: caller.organization))
        let cases = put.overrides.compactMap { override in ids[override.sku].map { ($0, override.cases) } }
        _ = try await run(InsertThresholds(distributor: caller.organization, cases: cases))
        return ReplenishmentPolicyView(policy: put.policy, overrides: put.overrides.sorted { $0.sku < $1.sku })
    }
}

private struct ReadReplenishmentPolicy: Statement {
    struct Result: RowDecodable {
        let policy: ReplenishmentPolicy
        init(from row: inout RowReader) throws {
            policy = ReplenishmentPolicy(
                leadDays: try row.next(Int32?.self).map { Int64($0) }, safetyDays: Int64(try row.next(Int32.self)),
                cycleDays: Int64(try row.next(Int32.self)), lowStockCases: Int64(try row.next(Int32.self)))
        }
    }
    static let sql = "SELECT lead_days, safety_days, cycle_days, low_stock_cases FROM replenishment_policies WHERE organization_id = $1"
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
    }
}

private struct ReadThresholds: Statement {
    struct Result: RowDecodable {
        let override: ReplenishmentPolicyView.Override
        init(from row: inout RowReader) throws {
            override = ReplenishmentPolicyView.Override(sku: Code(stored: try row.next()), cases: Int64(try row.next(Int32.self)))
        }
    }
    static let sql = """
        SELECT k.code, t.cases FROM low_stock_thresholds t JOIN skus k ON k.id = t.sku_id WHERE t.organization_id = $1 ORDER BY k.code
        """
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
    }
}

private struct PutReplenishmentPolicy: Statement {
    static let sql = """
        INSERT INTO replenishment_policies (organization_id, lead_days, safety_days, cycle_days, low_stock_cases, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (organization_id) DO UPDATE SET lead_days = $2, safety_days = $3, cycle_days = $4, low_stock_cases = $5, updated_at = $6
        """
    let distributor: OrganizationID
    let policy: ReplenishmentPolicy
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(policy.leadDays.map { Int32($0) })
        parameters.append(Int32(policy.safetyDays))
        parameters.append(Int32(policy.cycleDays))
        parameters.append(Int32(policy.lowStockCases))
        parameters.append(Timestamp(at))
    }
}

private struct DropThresholds: Statement {
    static let sql = "DELETE FROM low_stock_thresholds WHERE organization_id = $1"
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
    }
}

private struct InsertThresholds: Statement {
    static let sql = """
        INSERT INTO low_stock_thresholds (organization_id, sku_id, cases) SELECT $1, s, c FROM unnest($2::int[], $3::int[]) AS u (s, c)
        """
    let distributor: OrganizationID
    let cases: [(sku: SKUID, cases: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(cases.map(\.sku.rawValue))
        parameters.append(cases.map { Int32($0.cases) })
    }
}
