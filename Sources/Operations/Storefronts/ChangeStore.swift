package import Commerce
import Postgres

extension Work {
    /// Changes a store of the caller's own storefront: approves, refuses, suspends, reinstates it, sets its tier or gives that back to the rules,
    /// and whatever is known of it. A change of standing or tier is kept with its reason.
    ///
    /// - Throws: `StorefrontRefusal`: `unknownStore`; `wrongStatus` for a step that isn't the next one.
    package func changeStore(_ code: Code, of distributor: Code, _ change: StoreChange) async throws -> StoreView {
        guard caller.role == .distributor else { throw StorefrontRefusal.unknownStore }
        let reach = caller.organization.reach
        guard let store = try await run(LockStore(reach: reach, distributor: distributor, code: code)).first?.view else { throw StorefrontRefusal.unknownStore }
        var changes: [NewStoreChange] = []
        if let status = change.status {
            guard store.status.mayBecome(status) else { throw StorefrontRefusal.wrongStatus(store.status, wanted: status) }
            changes.append(
                NewStoreChange(store: store.id, kind: .status, was: store.status.rawValue, became: status.rawValue, reason: change.reason))
        }
        let status = change.status ?? store.status
        let tier = try await tier(of: store, after: change, noting: &changes)
        let organization = OrganizationChange(
            name: change.organization.name, status: change.status?.organizationStatus, place: change.organization.place,
            address: change.organization.address)
        let (updated, _, after) = try await run(
            UpdateOrganization(reach: reach, code: code.text, change: organization),
            UpdateStore(
                id: store.id, status: status, tier: tier.tier, overridden: tier.overridden, contact: change.contact, phone: change.phone, at: now),
            StoreInReach(reach: reach, distributor: distributor, code: code))
        guard let organizationView = updated.first?.view, let view = after.first?.view else { throw StorefrontRefusal.unknownStore }
        try await note(changes, codes: [view.id: view.code], of: caller.organization)
        if change.status != nil { changed(.organizations) }
        try await announce(organizationView)
        return view
    }

    private func tier(
        of store: StoreView, after change: StoreChange, noting changes: inout [NewStoreChange]
    ) async throws -> (tier: StoreTier, overridden: Bool) {
        func note(_ tier: StoreTier, figures: String? = nil) {
            changes.append(
                NewStoreChange(
                    store: store.id, kind: .tier, was: store.tier.rawValue, became: tier.rawValue, reason: change.reason, figures: figures))
        }
        switch change.tier {
        case nil: return (store.tier, store.overridden)
        case .value(let tier):
            note(tier)
            return (tier, true)
        case .some(.none):
            let rules = try await tierRules(of: caller.organization)
            let figures = try await run(CountStoreOrders(store: store.id, from: rules.windowStart(at: now))).first?.figures ?? StoreFigures()
            let tier = rules.tier(of: figures, at: now)
            note(tier, figures: rules.figures(figures, at: now))
            return (tier, false)
        }
    }

    /// An organisation of kind store was made active or suspended by whoever is above it: its standing with its distributor follows.
    func followStore(_ view: OrganizationView, _ status: OrganizationStatus) async throws {
        guard let distributor = view.id.distributor else { return }
        guard let standing = try await run(LockStanding(store: view.id)).first.flatMap({ StoreStatus(rawValue: $0) }) else { return }
        let next = standing.following(status)
        guard next != standing else { return }
        _ = try await run(SetStanding(store: view.id, status: next, at: now))
        let change = NewStoreChange(
            store: view.id, kind: .status, was: standing.rawValue, became: next.rawValue, reason: "changed by an organisation above it")
        try await note([change], codes: [view.id: view.code], of: distributor)
    }
}

/// Organisations before stores, as whoever changes an organisation has it.
private struct LockStore: Statement {
    typealias Result = StoreRow
    static let sql = """
        SELECT \(StoreRow.columns)
        FROM organizations o JOIN organizations p ON p.id = o.parent_id JOIN stores s ON s.organization_id = o.id
        WHERE o.code = $4 AND p.code = $3 AND p.id >= $1 AND p.id < $2
        FOR NO KEY UPDATE OF o, s
        """
    let reach: Range<OrganizationID>
    let distributor: Code
    let code: Code

    func bind(_ parameters: inout Parameters) {
        StoreInReach(reach: reach, distributor: distributor, code: code).bind(&parameters)
    }
}

private struct UpdateStore: Statement {
    static let sql = """
        UPDATE stores SET status = $2, decided_at = CASE WHEN $2 = status THEN decided_at ELSE $5 END,
            tier = $3, tier_since = CASE WHEN tier = $3 THEN tier_since ELSE $5 END, overridden = $4,
            contact = coalesce($6, contact), phone = coalesce($7, phone)
        WHERE organization_id = $1
        """
    let id: OrganizationID
    let status: StoreStatus
    let tier: StoreTier
    let overridden: Bool
    let contact: String?
    let phone: String?
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(status.rawValue)
        parameters.append(tier.rawValue)
        parameters.append(overridden)
        parameters.append(Timestamp(at))
        parameters.append(contact)
        parameters.append(phone)
    }
}

private struct LockStanding: Statement {
    typealias Result = String
    static let sql = "SELECT status FROM stores WHERE organization_id = $1 FOR NO KEY UPDATE"
    let store: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
    }
}

private struct SetStanding: Statement {
    static let sql = "UPDATE stores SET status = $2, decided_at = $3 WHERE organization_id = $1"
    let store: OrganizationID
    let status: StoreStatus
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(status.rawValue)
        parameters.append(Timestamp(at))
    }
}
