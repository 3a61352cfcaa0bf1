package import Commerce
import Postgres

/// What the distributors of a region may buy of the central catalogue. The region's own custom SKUs are theirs in any case.
package struct AssortmentView: Sendable, Equatable {
    /// The region; headquarters for headquarters itself.
    package let organization: Code
    package let selection: AssortmentSelection
}

package enum AssortmentSelection: Sendable, Equatable {
    /// Every active central SKU, those still to come too.
    case all
    /// These and no others, by code.
    case listed([Code])
}

/// Why an assortment is not put.
package enum AssortmentRefusal: Refusal, Equatable {
    case unknownOrganization
    case notARegion
    /// By their places in the list.
    case unknownSKUs([Int])

    package var reason: Reason {
        switch self {
        case .unknownOrganization:
            return .absent("organisation")
        case .notARegion:
            return Reason(.invalid, "NOT_A_REGION", "Only a region has an assortment of its own.")
        case .unknownSKUs(let places):
            let faults = places.map { Fault("/skus/\($0)", "UNKNOWN_SKU", "There is no central SKU of this code.") }
            return .invalid(faults) ?? .absent("SKU")
        }
    }
}

extension Brand {
    /// The assortment of a region; asked of a distributor or a store, that of its region; of headquarters, everything. Drafts that
    /// headquarters listed in advance are shown to headquarters only.
    ///
    /// - Throws: `AssortmentRefusal.unknownOrganization` for what isn't there or out of the caller's reach.
    package func assortment(of code: Code, as caller: Caller) async throws -> AssortmentView {
        guard let found = try await read(as: caller, OrganizationIDOfCode(code: code)).first?.id, caller.reaches(found) else {
            throw AssortmentRefusal.unknownOrganization
        }
        guard let region = found.region else { return AssortmentView(organization: code, selection: .all) }
        let name = found == region ? code : catalog.current.organizations[region]?.code ?? code
        let (kept, listed) = try await read(
            as: caller, GetAssortment(region: region), ListAssortment(region: region, withDrafts: caller.role == .headquarters))
        return AssortmentView(organization: name, selection: kept.isEmpty ? .all : .listed(listed.map(\.code)))
    }
}

extension Work {
    /// Sets what a region's distributors may buy; headquarters may for any region, a region for itself. Codes may repeat.
    ///
    /// - Throws: `AssortmentRefusal`; a SKU that the caller doesn't see, or that isn't central, counts as unknown.
    package func putAssortment(_ selection: AssortmentSelection, of code: Code) async throws -> AssortmentView {
        guard let region = try await run(OrganizationIDOfCode(code: code)).first?.id, caller.reaches(region) else {
            throw AssortmentRefusal.unknownOrganization
        }
        guard region.kind == .region else { throw AssortmentRefusal.notARegion }
        // Two that put at once take turns, or one's list would be inserted among the other's.
        let (_, _) = try await run(LockOrganization(id: region), DropAssortment(region: region))
        var shown = selection
        if case .listed(let codes) = selection {
            let central = try await run(FindCentralSKUs(codes: codes, withDrafts: caller.role == .headquarters))
            let known = Dictionary(central.map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
            let unknown = codes.indices.filter { known[codes[$0]] == nil }
            guard unknown.isEmpty else { throw AssortmentRefusal.unknownSKUs(unknown) }
            _ = try await run(KeepAssortment(region: region, at: now), ListInAssortment(region: region, skus: known.values.sorted()))
            shown = .listed(known.keys.sorted())
        }
        changed(.assortments)
        try await emit(.organizationChanged, about: region) { json in
            json.field("organization", code.text)
            json.field("assortment", selection == .all ? "all" : "listed")
        }
        return AssortmentView(organization: code, selection: shown)
    }
}

/// Under the request role row-level security hides what is out of reach; under the writer's the caller's reach must be asked.
struct OrganizationIDOfCode: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        init(from row: inout RowReader) throws { id = OrganizationID(try row.next()) }
    }
    static let sql = "SELECT id FROM organizations WHERE code = $1"
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
    }
}

private struct GetAssortment: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws { _ = try row.next(Int64.self) }
    }
    static let sql = "SELECT region_id FROM assortments WHERE region_id = $1"
    let region: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
    }
}

private struct ListAssortment: Statement {
    struct Result: RowDecodable {
        let code: Code
        init(from row: inout RowReader) throws { code = Code(stored: try row.next()) }
    }
    static let sql = """
        SELECT s.code FROM assortment_skus x JOIN skus s ON s.id = x.sku_id
        WHERE x.region_id = $1 AND ($2 OR s.status <> 'draft') ORDER BY s.code
        """
    let region: OrganizationID
    let withDrafts: Bool

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
        parameters.append(withDrafts)
    }
}

private struct FindCentralSKUs: Statement {
    struct Result: RowDecodable {
        let id: SKUID
        let code: Code
        init(from row: inout RowReader) throws {
            id = SKUID(try row.next())
            code = Code(stored: try row.next())
        }
    }
    static let sql = "SELECT id, code FROM skus WHERE code = ANY($1) AND owner_id = 0 AND ($2 OR status <> 'draft')"
    let codes: [Code]
    let withDrafts: Bool

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text))
        parameters.append(withDrafts)
    }
}

/// What it lists goes with it.
private struct DropAssortment: Statement {
    static let sql = "DELETE FROM assortments WHERE region_id = $1"
    let region: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
    }
}

private struct KeepAssortment: Statement {
    static let sql = "INSERT INTO assortments (region_id, updated_at) VALUES ($1, $2)"
    let region: OrganizationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
        parameters.append(Timestamp(at))
    }
}

private struct ListInAssortment: Statement {
    static let sql = "INSERT INTO assortment_skus (region_id, sku_id) SELECT $1, unnest($2::int[])"
    let region: OrganizationID
    let skus: [SKUID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
        parameters.append(skus.map(\.rawValue))
    }
}
