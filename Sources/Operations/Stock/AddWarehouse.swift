package import Commerce
import Postgres

/// A warehouse to be opened.
package struct WarehouseDraft: Sendable {
    package let code: Code
    package let name: String
    /// Whose it is; nil: the caller's.
    package let organization: Code?
    package let place: Coordinates

    package init(code: Code, name: String, organization: Code?, place: Coordinates) {
        self.code = code
        self.name = name
        self.organization = organization
        self.place = place
    }
}

extension Work {
    /// Opens a warehouse of the caller or of an organisation below it; its kind is its owner's. Stores have none.
    /// - Throws: `WarehouseRefusal`.
    package func addWarehouse(_ draft: WarehouseDraft) async throws -> WarehouseView {
        let owner = draft.organization ?? caller.code
        let (found) = try await run(OrganizationByCode(code: owner))
        guard let id = found.first?.id, caller.reaches(id) else { throw WarehouseRefusal.unknownOrganization }
        guard let kind = WarehouseKind(of: id.kind) else { throw WarehouseRefusal.storeHasNone }
        let (inserted) = try await run(InsertWarehouse(draft: draft, owner: id, kind: kind, at: now))
        guard inserted.affected == 1 else { throw WarehouseRefusal.codeTaken(draft.code) }
        changed(.warehouses)
        return WarehouseView(code: draft.code, name: draft.name, kind: kind, organization: owner, place: draft.place, active: true)
    }
}

package enum WarehouseRefusal: Refusal, Equatable {
    case unknownOrganization
    case storeHasNone
    case codeTaken(Code)

    package var reason: Reason {
        switch self {
        case .unknownOrganization:
            return .absent("organisation")
        case .storeHasNone:
            let detail = "Stores have no warehouses."
            return Reason(.invalid, "WRONG_KIND", detail, faults: [Fault("/organization", "WRONG_KIND", detail)])
        case .codeTaken(let code):
            let detail = "Another warehouse is called \(code)."
            return Reason(.conflict, "CODE_TAKEN", detail, faults: [Fault("/code", "CODE_TAKEN", detail)])
        }
    }
}

extension WarehouseKind {
    /// - Returns: nil for stores.
    init?(of owner: OrganizationKind) {
        switch owner {
        case .headquarters: self = .hq
        case .region: self = .region
        case .distributor: self = .distributor
        case .store: return nil
        }
    }
}

private struct OrganizationByCode: Statement {
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

/// Inserts nothing when the code is taken, so that the transaction stays whole and the refusal can be kept.
private struct InsertWarehouse: Statement {
    static let sql = """
        INSERT INTO warehouses (organization_id, created_at, latitude_e6, longitude_e6, code, name, kind)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (code) DO NOTHING
        """
    let draft: WarehouseDraft
    let owner: OrganizationID
    let kind: WarehouseKind
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(owner.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(draft.place.latitudeE6)
        parameters.append(draft.place.longitudeE6)
        parameters.append(draft.code.text)
        parameters.append(draft.name)
        parameters.append(kind.rawValue)
    }
}
