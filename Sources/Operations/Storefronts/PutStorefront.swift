package import Commerce
import Postgres

extension Work {
    /// Puts the terms of the caller's own storefront. The first time opens it, with the accounts that are the other sides of what its stores pay.
    /// - Throws: `StorefrontRefusal.unknownStorefront` for any distributor but the caller.
    package func putStorefront(_ draft: StorefrontDraft, of distributor: Code) async throws -> StorefrontDetails {
        guard distributor == caller.code, caller.role == .distributor else { throw StorefrontRefusal.unknownStorefront }
        let (_, _, rows) = try await run(
            OpenSellerAccounts(seller: caller.organization), UpsertStorefront(distributor: caller.organization, draft: draft, at: now),
            StorefrontInReach(reach: caller.organization.reach, distributor: distributor))
        guard let view = rows.first?.view else { throw StorefrontRefusal.unknownStorefront }
        try await announce(view)
        return view
    }

    func announce(_ view: StorefrontDetails) async throws {
        try await emit(.storefrontChanged, about: caller.organization) { json in
            json.field("distributor", view.distributor.text)
            json.field("name", view.terms.name)
            json.field("open", view.terms.open)
            json.field("items", view.items)
        }
    }
}

private struct UpsertStorefront: Statement {
    static let sql = """
        INSERT INTO storefronts (organization_id, name, description, open, min_order_fen, delivery_weekdays, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
        ON CONFLICT (organization_id) DO UPDATE SET name = $2, description = $3, open = $4, min_order_fen = $5, delivery_weekdays = $6, updated_at = $7
        """
    let distributor: OrganizationID
    let draft: StorefrontDraft
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(draft.name)
        parameters.append(draft.description)
        parameters.append(draft.open)
        parameters.append(draft.minOrderFen)
        parameters.append(draft.deliveryWeekdays.map { Int32($0) })
        parameters.append(Timestamp(at))
    }
}
