package import Commerce
import Postgres

extension Work {
    /// Hangs a new organisation below one that the caller reaches, its own unless another is named. A distributor or store gets a prepaid
    /// account with nothing on it; whoever is to call gets API clients later. A store is approved at once: somebody above it wanted it.
    ///
    /// - Throws: `OrganizationRefusal`: `unknownParent`, `wrongKind`, `tooManyChildren`, `codeTaken`.
    package func addOrganization(_ draft: OrganizationDraft) async throws -> OrganizationView {
        let view = try await hang(draft, status: .active)
        if view.kind == .store { _ = try await openStore(view, as: .approved) }
        return view
    }

    /// Hangs an organisation that stands so, without what a store has besides.
    ///
    /// The parent's row is locked while its next child is numbered, so that two at once get different numbers.
    func hang(_ draft: OrganizationDraft, status: OrganizationStatus) async throws -> OrganizationView {
        let parentCode = draft.parent ?? caller.code
        guard let parent = try await run(NumberNextChild(reach: caller.organization.reach, parent: parentCode.text)).first else {
            throw OrganizationRefusal.unknownParent
        }
        let parentID = OrganizationID(parent.id)
        let kind = try draft.kind(below: parentID.kind)
        guard let id = parentID.child(Int64(parent.number)) else { throw OrganizationRefusal.tooManyChildren }
        let inserted = try await run(InsertOrganization(id: id, parent: parentID, kind: kind, status: status, draft: draft, now: now))
        guard !inserted.isEmpty else { throw OrganizationRefusal.codeTaken(draft.code) }
        if kind == .distributor || kind == .store { _ = try await run(OpenPrepaidAccount(organization: id)) }
        // Of stores the snapshot only knows which are suspended.
        if kind != .store || status == .suspended { changed(.organizations) }
        let view = OrganizationView(
            id: id, code: draft.code, name: draft.name, parent: parentCode, status: status, tier: draft.tier?.text, address: draft.address,
            place: draft.place, createdAt: now)
        try await announce(view)
        return view
    }

    func announce(_ view: OrganizationView) async throws {
        try await emit(.organizationChanged, about: view.id) { json in
            json.field("code", view.code.text)
            json.field("kind", view.kind.rawValue)
            json.field("name", view.name)
            json.field("status", view.status.rawValue)
        }
    }
}

/// Takes the parent's lock and its next number in one step.
struct NumberNextChild: Statement {
    struct Result: RowDecodable {
        let id: Int64
        let number: Int32
        init(from row: inout RowReader) throws {
            id = try row.next()
            number = try row.next()
        }
    }
    static let sql = """
        UPDATE organizations SET last_child = last_child + 1 WHERE code = $3 AND id >= $1 AND id < $2 RETURNING id, last_child
        """
    let reach: Range<OrganizationID>
    let parent: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(parent)
    }
}

/// No row comes back when the code is taken; asking before would be a race.
struct InsertOrganization: Statement {
    typealias Result = Int64
    static let sql = """
        INSERT INTO organizations (id, parent_id, created_at, latitude_e6, longitude_e6, code, kind, name, tier, address, status)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (code) DO NOTHING
        RETURNING id
        """
    let id: OrganizationID
    let parent: OrganizationID
    let kind: OrganizationKind
    let status: OrganizationStatus
    let draft: OrganizationDraft
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(parent.rawValue)
        parameters.append(Timestamp(now))
        parameters.append(draft.place?.latitudeE6)
        parameters.append(draft.place?.longitudeE6)
        parameters.append(draft.code.text)
        parameters.append(kind.rawValue)
        parameters.append(draft.name)
        parameters.append(draft.tier?.text)
        parameters.append(draft.address)
        parameters.append(status.rawValue)
    }
}

struct OpenPrepaidAccount: Statement {
    static let sql = "INSERT INTO accounts (organization_id, kind) VALUES ($1, 'prepaid')"
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
    }
}
