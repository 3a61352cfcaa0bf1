package import Commerce
import Postgres

extension Work {
    /// Registers a store with a storefront: its organisation below the distributor, and its account there. Until the distributor approves it, it
    /// can do nothing.
    ///
    /// - Throws: `StorefrontRefusal.unknownStorefront`; `OrganizationRefusal`: `tooManyChildren`, `codeTaken`.
    package func registerStore(_ draft: StoreDraft, with distributor: Code) async throws -> StoreView {
        _ = try await storefrontID(of: distributor)
        let organization = OrganizationDraft(
            code: draft.code, name: draft.name, parent: distributor, kind: .store, place: draft.place, address: draft.address)
        let view = try await hang(organization, status: StoreStatus.pending.organizationStatus)
        return try await openStore(view, as: .pending, contact: draft.contact, phone: draft.phone)
    }

    /// Makes a new organisation of kind store its distributor's customer.
    func openStore(_ view: OrganizationView, as status: StoreStatus, contact: String = "", phone: String = "") async throws -> StoreView {
        guard let distributor = view.id.distributor, let distributorCode = view.parent else { throw StorefrontRefusal.unknownStorefront }
        _ = try await run(InsertStore(id: view.id, status: status, contact: contact, phone: phone, at: now))
        let reason = status == .pending ? "registered" : "added by an organisation above it"
        try await note(
            [NewStoreChange(store: view.id, kind: .status, was: nil, became: status.rawValue, reason: reason)], codes: [view.id: view.code],
            of: distributor)
        try await emit(.storeRegistered, about: distributor) { json in
            json.field("store", view.code.text)
            json.field("name", view.name)
            json.field("status", status.rawValue)
        }
        return StoreView(
            id: view.id, code: view.code, distributor: distributorCode, name: view.name, address: view.address, place: view.place,
            contact: contact, phone: phone, status: status, tier: .nurture, overridden: false, tierSince: now, registeredAt: now,
            decidedAt: status == .pending ? nil : now)
    }
}

private struct InsertStore: Statement {
    static let sql = """
        INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status, contact, phone)
        VALUES ($1, $2, CASE WHEN $3 = 'pending' THEN NULL ELSE $2 END, $2, $3, $4, $5)
        """
    let id: OrganizationID
    let status: StoreStatus
    let contact: String
    let phone: String
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(status.rawValue)
        parameters.append(contact)
        parameters.append(phone)
    }
}
