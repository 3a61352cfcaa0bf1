package import Commerce
import Postgres

/// What became of a store's tier or standing, and why. Never updated.
package struct StoreChangeEntry: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case status, tier
    }

    package let id: ID<StoreChangeEntity>
    package let at: Instant
    package let kind: Kind
    /// Nil for the first.
    package let was: String?
    package let became: String
    package let reason: String
    /// The client that did it.
    package let actor: String
    /// The rules and what they counted, as JSON; nil for what somebody decided.
    package let figures: String?
}

/// A change that is about to be written.
struct NewStoreChange: Sendable {
    let store: OrganizationID
    let kind: StoreChangeEntry.Kind
    let was: String?
    let became: String
    let reason: String
    var figures: String?
}

extension Work {
    /// Keeps changes of stores of one distributor, and tells of them: its distributor, and who is above. What is thought of a store isn't its own
    /// to know.
    func note(_ changes: [NewStoreChange], codes: [OrganizationID: Code], of distributor: OrganizationID) async throws {
        guard !changes.isEmpty else { return }
        let ids = try await brand.ids.take(changes.count, in: transaction)
        _ = try await run(InsertStoreChanges(ids: ids, changes: changes, actor: caller.clientID, at: now))
        for change in changes {
            try await emit(.storeChanged, about: distributor) { json in
                json.field("store", codes[change.store]?.text)
                json.field("kind", change.kind.rawValue)
                json.field("was", change.was)
                json.field("became", change.became)
            }
        }
    }
}

private struct InsertStoreChanges: Statement {
    static let sql = """
        INSERT INTO store_changes (at, actor, id, organization_id, kind, was, became, reason, figures)
        SELECT $1, $2, * FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
        """
    let ids: [Int64]
    let changes: [NewStoreChange]
    let actor: String
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(actor)
        parameters.append(ids)
        parameters.append(changes.map(\.store.rawValue))
        parameters.append(changes.map(\.kind.rawValue))
        parameters.append(changes.map(\.was))
        parameters.append(changes.map(\.became))
        parameters.append(changes.map(\.reason))
        parameters.append(changes.map(\.figures))
    }
}

extension Brand {
    /// What became of a store within the caller's reach, newest first.
    /// - Throws: `StorefrontRefusal.unknownStore`.
    package func changes(ofStore code: Code, of distributor: Code, page: PageRequest, as caller: Caller) async throws -> Page<StoreChangeEntry> {
        let store = StoreInReach(reach: caller.organization.reach, distributor: distributor, code: code)
        let (found, entries) = try await read(
            as: caller, store,
            ListStoreChanges(reach: caller.organization.reach, distributor: distributor, code: code, before: try page.beforeID(), limit: page.fetchLimit))
        guard !found.isEmpty else { throw StorefrontRefusal.unknownStore }
        return Page(entries.map(\.entry), for: page) { String($0.id.rawValue) }
    }
}

private struct ListStoreChanges: Statement {
    struct Result: RowDecodable {
        let entry: StoreChangeEntry
        init(from row: inout RowReader) throws {
            entry = StoreChangeEntry(
                id: ID(try row.next()), at: Instant(try row.next()), kind: StoreChangeEntry.Kind(rawValue: try row.next()) ?? .status,
                was: try row.next(), became: try row.next(), reason: try row.next(), actor: try row.next(), figures: try row.next())
        }
    }
    static let sql = """
        SELECT c.id, c.at, c.kind, c.was, c.became, c.reason, c.actor, c.figures FROM store_changes c
        WHERE c.organization_id = (\(StoreInReach.id)) AND c.id < $5
        ORDER BY c.id DESC LIMIT $6
        """
    let reach: Range<OrganizationID>
    let distributor: Code
    let code: Code
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(distributor.text)
        parameters.append(code.text)
        parameters.append(before)
        parameters.append(limit)
    }
}
