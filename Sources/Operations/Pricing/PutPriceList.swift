package import Commerce
import Postgres

extension Work {
    /// Makes a price list, or changes whom it is for and when it holds; its prices stay.
    ///
    /// - Returns: the list, and whether it is new.
    /// - Throws: `Reason` (422) with every fault; `PricingRefusal.unknownOrganization`.
    package func putPriceList(_ draft: PriceListDraft) async throws -> (list: PriceListView, isNew: Bool) {
        if let reason = Reason.invalid(draft.faults) { throw reason }
        var organization: OrganizationID?
        if let code = draft.organization, let wanted = draft.scope.organizationKind {
            guard let found = try await run(OrganizationIDOfCode(code: code)).first?.id, found.kind == wanted else {
                throw PricingRefusal.unknownOrganization(wanted: wanted)
            }
            organization = found
        }
        let written = try await run(UpsertPriceList(draft: draft, organization: organization, at: now))
        try await announcePrices(of: draft.code)
        let view = PriceListView(
            code: draft.code, name: draft.name, scope: draft.scope, organization: draft.organization, tier: draft.tier,
            validFrom: draft.validFrom, validTo: draft.validTo)
        return (view, written[0].isNew)
    }

    func announcePrices(of list: Code) async throws {
        changed(.prices)
        try await emit(.priceListChanged, about: .headquarters) { $0.field("priceList", list.text) }
    }
}

/// A row that was just inserted has no xmax; one that the conflict updated was locked first and has.
private struct UpsertPriceList: Statement {
    struct Result: RowDecodable {
        let isNew: Bool
        init(from row: inout RowReader) throws { isNew = try row.next() }
    }
    static let sql = """
        INSERT INTO price_lists (code, name, scope, organization_id, tier, valid_from, valid_to, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT ON CONSTRAINT price_lists_code_once DO UPDATE SET name = excluded.name, scope = excluded.scope,
            organization_id = excluded.organization_id, tier = excluded.tier, valid_from = excluded.valid_from,
            valid_to = excluded.valid_to, updated_at = excluded.updated_at
        RETURNING xmax = 0
        """
    let draft: PriceListDraft
    let organization: OrganizationID?
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(draft.code.text)
        parameters.append(draft.name)
        parameters.append(draft.scope.rawValue)
        parameters.append(organization?.rawValue)
        parameters.append(draft.tier)
        parameters.append(draft.validFrom.map { Timestamp($0) })
        parameters.append(draft.validTo.map { Timestamp($0) })
        parameters.append(Timestamp(at))
    }
}
