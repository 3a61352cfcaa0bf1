import Commerce
import Postgres

extension Work {
    /// What a campaign comes to that was said like this: its template fills in the rest, and everything it names is there.
    ///
    /// - Parameter template: the version of the template to fill in; nil for one that is made from none.
    /// - Throws: 422 with every fault at its pointer, 403 `TEMPLATE_FIELD_LOCKED`, `CampaignRefusal`: `.places`; for a distributor `.kindForStores`,
    ///   `.unknownTiers`.
    func checkedVersion(_ number: Int32, of sheet: CampaignSheet, owner: OrganizationID, template: CampaignTemplate?) async throws -> CampaignVersion {
        let whole = try template?.fill(sheet.object) ?? sheet.object
        let definition = try CampaignDefinition.read(whole, owner: sheet.owner)
        if owner.kind == .distributor { try definition.checkStores() }
        try await checkPlaces(CampaignPlaces(whole), owner: owner, definition.owner)
        return CampaignVersion(version: number, templateVersion: template.map { $0.version }, sheet: sheet, definition: definition)
    }

    private func checkPlaces(_ places: CampaignPlaces, owner: OrganizationID, _ code: Code) async throws {
        let (skus, organizations) = (places.skus, places.organizations)
        let (known, reached) = try await run(
            VisibleSKUs(codes: Set(skus.map(\.code)), owner: Caller(clientID: "", organization: owner, code: code)),
            OrganizationsByCode(codes: Set(organizations.map(\.code))))
        let visible = Set(known)
        let ids = Dictionary(reached.map { ($0.code, $0.id) }) { first, _ in first }
        let unknown = skus.filter { !visible.contains($0.code.text) }.map(\.pointer)
        let outOfReach = organizations.filter { place in ids[place.code].map { !owner.reach.contains($0) } ?? true }.map(\.pointer)
        guard unknown.isEmpty, outOfReach.isEmpty else {
            // Whether another's store is there at all is nothing that a distributor is told.
            throw owner.kind == .distributor
                ? CampaignRefusal.storePlaces(unknownSKUs: unknown, unknownOrganizations: outOfReach)
                : CampaignRefusal.places(unknownSKUs: unknown, outOfReach: outOfReach)
        }
    }
}

/// Those of these SKUs that are there for an owner of campaigns: the central ones and its own; for headquarters all.
private struct VisibleSKUs: Statement {
    typealias Result = String
    static let sql = "SELECT s.code FROM skus s WHERE s.code = ANY($1) AND \(SKUVisibility.existence(region: "$2", isBelow: "$3"))"
    let codes: Set<Code>
    let owner: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text).sorted())
        SKUVisibility(caller: owner).bind(&parameters)
    }
}

private struct OrganizationsByCode: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        let code: Code
        init(from row: inout RowReader) throws {
            id = OrganizationID(try row.next())
            code = Code(stored: try row.next())
        }
    }
    static let sql = "SELECT id, code FROM organizations WHERE code = ANY($1)"
    let codes: Set<Code>

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text).sorted())
    }
}
