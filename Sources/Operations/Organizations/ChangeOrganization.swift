package import Commerce
import Postgres

extension Work {
    /// Changes an organisation below the caller's own. Suspended, it and everything below it may read but change nothing; its tokens
    /// stay good for reading. A store's standing with its distributor follows.
    /// - Throws: `OrganizationRefusal`: `unknown`, `ownNode`.
    package func changeOrganization(_ code: Code, _ change: OrganizationChange) async throws -> OrganizationView {
        if code == caller.code { throw OrganizationRefusal.ownNode }
        let rows = try await run(UpdateOrganization(reach: caller.organization.reach, code: code.text, change: change))
        guard let view = rows.first?.view else { throw OrganizationRefusal.unknown }
        // Of stores the snapshot only knows which are suspended.
        if view.kind != .store || change.status != nil { changed(.organizations) }
        if let status = change.status, view.kind == .store { try await followStore(view, status) }
        try await announce(view)
        return view
    }
}

/// A name or status that is NULL leaves its column; the columns that may be cleared say first whether they change.
struct UpdateOrganization: Statement {
    typealias Result = OrganizationRow
    static let sql = """
        UPDATE organizations o
        SET name = coalesce($4, o.name), status = coalesce($5, o.status), tier = CASE WHEN $6 THEN $7 ELSE o.tier END,
            address = CASE WHEN $8 THEN $9 ELSE o.address END, latitude_e6 = CASE WHEN $10 THEN $11 ELSE o.latitude_e6 END,
            longitude_e6 = CASE WHEN $10 THEN $12 ELSE o.longitude_e6 END
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
        parameters.append(change.tier != nil)
        parameters.append(change.tier?.value?.text)
        parameters.append(change.address != nil)
        parameters.append(change.address?.value)
        parameters.append(change.place != nil)
        parameters.append(change.place?.value?.latitudeE6)
        parameters.append(change.place?.value?.longitudeE6)
    }
}
