package import Commerce
import Postgres

extension Brand {
    /// What a region lets the storefronts of its distributors do: for whoever is above it, itself, and who is below.
    /// - Throws: `StorefrontRefusal.unknownRegion`.
    package func storefrontPolicy(of region: Code, as caller: Caller) async throws -> StorefrontPolicy {
        guard let id = catalog.current.organizations[region]?.id, id.kind == .region, caller.reaches(id) || caller.organization.region == id else {
            throw StorefrontRefusal.unknownRegion
        }
        return try await read(as: caller, ReadStorefrontPolicy(region: id)).first?.policy ?? .standard
    }
}

extension Work {
    /// Sets it: a region for itself, headquarters for any. What the region caps its distributors' supply at is put elsewhere and stays. Campaigns in
    /// force that go further than it now lets them are paused.
    /// - Throws: `StorefrontRefusal.unknownRegion`.
    package func putStorefrontPolicy(_ policy: StorefrontPolicy, of region: Code) async throws -> StorefrontPolicy {
        guard let id = try await run(OrganizationIDOfCode(code: region)).first?.id, id.kind == .region, caller.reaches(id) else {
            throw StorefrontRefusal.unknownRegion
        }
        // Campaigns before limits: the order in which everybody locks. Those that were put in force meanwhile are seen afterwards.
        _ = try await run(LockCampaignsInForce(reach: id.reach), UpsertStorefrontPolicy(region: id, policy: policy, at: now))
        try await pauseBeyondLimits(within: id.reach)
        try await emit(.policyChanged, about: id) { json in
            json.field("policy", "storefronts")
            json.field("region", region.text)
        }
        return policy
    }
}

private struct ReadStorefrontPolicy: Statement {
    struct Result: RowDecodable {
        let policy: StorefrontPolicy
        init(from row: inout RowReader) throws {
            policy = StorefrontPolicy(
                regionStock: try row.next(), maxOffBps: try row.next(Int32?.self).map { Int64($0) }, maxBudgetFen: try row.next())
        }
    }
    static let sql = "SELECT region_stock, max_off_bps, max_budget_fen FROM storefront_policies WHERE organization_id = $1"
    let region: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
    }
}

/// Columns that aren't named here belong to another policy of the region's and stay as they are.
private struct UpsertStorefrontPolicy: Statement {
    static let sql = """
        INSERT INTO storefront_policies (organization_id, region_stock, max_off_bps, max_budget_fen, updated_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (organization_id) DO UPDATE SET region_stock = $2, max_off_bps = $3, max_budget_fen = $4, updated_at = $5
        """
    let region: OrganizationID
    let policy: StorefrontPolicy
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
        parameters.append(policy.regionStock)
        parameters.append(policy.maxOffBps.map { Int32($0) })
        parameters.append(policy.maxBudgetFen)
        parameters.append(Timestamp(at))
    }
}
