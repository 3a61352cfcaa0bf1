package import Commerce
import Postgres

extension Work {
    /// Changes an organisation below the caller's own. Suspended, it and everything below it may read but change nothing; its tokens
    /// stay good for reading.
    /// - Throws: `OrganizationRefusal`: `unknown`, `ownNode`.
    package func changeOrganization(_ code: Code, _ change: OrganizationChange) async throws -> OrganizationView {
        if code == caller.code { throw OrganizationRefusal.ownNode }
        let rows = try await run(UpdateOrganization(reach: caller.organization.reach, code: code.text, change: change))
        guard let view = rows.first?.view else { throw OrganizationRefusal.unknown }
        // Of stores the snapshot only knows which are suspended.
        if view.kind != .store || change.status != nil { changed(.organizations) }
        try await announce(view)
        return view
    }
}

/// A parameter that is NULL leaves its column.
struct UpdateOrganization: Statement {
    typealias Result = OrganizationRow
    static let sql = """
        UPDATE organizations o
        SET name = coalesce($4, o.name), status = coalesce($5, o.status), tier = coalesce($6, o.tier), address = coalesce($7, o.address),
            latitude_e6 = coalesce($8, o.latitude_e6), longitude_e6 = coalesce($9, o.longitude_e6)
        FROM organizations p
        WHERE p.id = o.parent_id AND o.code = $3 AND o.id >= $1 AND o.id < $2
        RETURNING \(OrganizationRow.columns)
        """
    let reach: Range<OrganizationID>
    let code: String
    let change: OrganizationChange

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(code)
        parameters.append(change.name)
        parameters.append(change.status?.rawValue)
        parameters.append(change.tier?.text)
        parameters.append(change.address)
        parameters.append(change.place?.latitudeE6)
        parameters.append(change.place?.longitudeE6)
    }
}
