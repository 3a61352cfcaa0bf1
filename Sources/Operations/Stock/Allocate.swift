package import Commerce
import Postgres

extension Work {
    /// Gives shares of a scarce SKU for a period: headquarters to regions and distributors, a region of its own share to its
    /// distributors. It takes the place of what the caller said before for the same SKU and period; without shares, it is taken back, and
    /// with an allocation of headquarters all that regions passed on of it.
    ///
    /// - Throws: `AllocationRefusal`.
    package func allocate(_ draft: AllocationDraft) async throws -> AllocationView {
        let giver = caller.organization
        let (skus, organizations) = try await run(
            LockAllocatedSKU(code: draft.sku, caller: caller), OrganizationsNamed(codes: draft.shares.map(\.organization)))
        guard let sku = skus.first?.id else { throw AllocationRefusal.unknownSKU }
        let (standing) = try await run(StandingShares(sku: sku, period: draft.period))
        let idOf = Dictionary(organizations.map { ($0.code, $0.id) }) { first, _ in first }
        let state = AllocationStanding(standing.map(\.row), giver: giver, period: draft.period)
        let plan = try AllocationPlan(
            draft, giver: giver,
            recipients: draft.shares.map { share in idOf[share.organization].flatMap { caller.reaches($0) ? $0 : nil } }, standing: state)
        let existing = standing.first { $0.row.giver == giver && $0.row.period == draft.period }?.row.allocation
        guard !plan.shares.isEmpty else {
            _ = try await run(TakeBackAllocations(sku: sku, giver: giver, period: draft.period))
            try await tell(draft, changed: state.current.mapValues { _ in 0 })
            return AllocationView(id: nil, sku: draft.sku, giver: caller.code, period: draft.period, shares: [])
        }
        let id: Int64 = if let existing { existing } else { try await newID() }
        _ = try await run(
            WriteAllocation(id: id, giver: giver, sku: sku, period: draft.period, at: now),
            DropShares(allocation: id, kept: plan.shares.map(\.organization)), WriteShares(allocation: id, shares: plan.shares))
        let planned = Dictionary(plan.shares.map { ($0.organization, $0.units) }) { first, _ in first }
        let before = state.current.mapValues(\.units)
        try await tell(
            draft, changed: before.mapValues { _ in 0 }.merging(planned) { _, units in units }.filter { before[$0.key] != $0.value })
        return AllocationView(
            id: ID(id), sku: draft.sku, giver: caller.code, period: draft.period,
            shares: zip(draft.shares, plan.shares).map { share, planned in
                AllocationView.Share(organization: share.organization, units: planned.units, used: state.current[planned.organization]?.used ?? 0)
            }.sorted { $0.organization < $1.organization })
    }

    /// One event for everyone whose share changed, about itself.
    private func tell(_ draft: AllocationDraft, changed: [OrganizationID: Int64]) async throws {
        for (organization, units) in changed.sorted(by: { $0.key < $1.key }) {
            try await emit(.allocationChanged, about: organization) { json in
                json.field("sku", draft.sku.text)
                json.field("giver", caller.code.text)
                json.field("from", draft.period.from.rfc3339)
                json.field("to", draft.period.to.rfc3339)
                json.field("units", units)
            }
        }
    }
}

/// Allocations of one SKU are written one after the other; of one that doesn't exist for the caller, none.
private struct LockAllocatedSKU: Statement {
    struct Result: RowDecodable {
        let id: SKUID
        init(from row: inout RowReader) throws { id = SKUID(try row.next()) }
    }
    static let sql = """
        SELECT s.id FROM skus s WHERE s.code = $1 AND \(SKUVisibility.existence(region: "$2", isBelow: "$3")) FOR NO KEY UPDATE
        """
    let code: Code
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        SKUVisibility(caller: caller).bind(&parameters)
    }
}

private struct OrganizationsNamed: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        let code: Code
        init(from row: inout RowReader) throws {
            id = OrganizationID(try row.next())
            code = Code(stored: try row.next())
        }
    }
    static let sql = "SELECT id, code FROM organizations WHERE code = ANY($1::text[])"
    let codes: [Code]

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text))
    }
}
