package import Commerce
import Postgres

extension Brand {
    /// The caller's own organisation and those below it, in order of code.
    /// - Parameters:
    ///   - kind: only those of this kind.
    ///   - parent: only those that hang from this one directly; of a code that names nothing in reach there are none.
    package func organizations(kind: OrganizationKind?, parent: Code?, page: PageRequest, as caller: Caller) async throws -> Page<OrganizationView> {
        let statement = ListOrganizations(
            reach: caller.organization.reach, after: try page.afterCode(), kind: kind?.rawValue, parent: parent?.text, limit: page.fetchLimit)
        let rows = try await readReplica(as: caller, statement)
        let directory = catalog.current.organizations
        return Page(rows.map { $0.view.naming(parentIn: directory) }, for: page) { $0.code.text }
    }

    /// One organisation within the caller's reach.
    /// - Throws: `OrganizationRefusal.unknown`.
    package func organization(_ code: Code, as caller: Caller) async throws -> OrganizationView {
        let rows = try await read(as: caller, OrganizationInReach(reach: caller.organization.reach, code: code.text))
        guard let row = rows.first else { throw OrganizationRefusal.unknown }
        return row.view.naming(parentIn: catalog.current.organizations)
    }
}

/// A page by keyset on the unique code. The reach is a range of ids: for headquarters it excludes nothing, so the index on code leads.
struct ListOrganizations: Statement {
    typealias Result = OrganizationRow
    static let sql = """
        SELECT \(OrganizationRow.columns)
        FROM organizations o
        WHERE o.id >= $1 AND o.id < $2 AND o.code > $3
          AND ($4::text IS NULL OR o.kind = $4)
          AND ($5::text IS NULL OR o.parent_id = (SELECT id FROM organizations WHERE code = $5))
        ORDER BY o.code
        LIMIT $6
        """
    let reach: Range<OrganizationID>
    let after: String
    let kind: String?
    let parent: String?
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(after)
        parameters.append(kind)
        parameters.append(parent)
        parameters.append(limit)
    }
}

struct OrganizationInReach: Statement {
    typealias Result = OrganizationRow
    static let sql = """
        SELECT \(OrganizationRow.columns)
        FROM organizations o
        WHERE o.id >= $1 AND o.id < $2 AND o.code = $3
        """
    let reach: Range<OrganizationID>
    let code: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(code)
    }
}
