package import Commerce
import Postgres

/// What a region holds its stores' orders to.
package struct SupplyCapView: Equatable, Sendable {
    package let region: Code
    package let enabled: Bool
    package let cap: SupplyCap
}

extension Work {
    /// Switches non-saturated supply on or off for a region's stores; orders know it from then on.
    /// - Throws: 404 when there is no such region within the caller's reach.
    package func setSupplyCap(_ cap: SupplyCap, enabled: Bool, of region: Code) async throws -> SupplyCapView {
        let changed = try await run(PutSupplyCap(region: region, reach: caller.organization.reach, cap: cap, enabled: enabled, at: now))
        guard let id = changed.first?.id else { throw Reason.absent("region") }
        try await emit(.supplyCapChanged, about: id) { json in
            json.field("region", region.text)
            json.field("enabled", enabled)
            json.field("capBps", cap.capBps)
            json.field("windowDays", cap.windowDays)
        }
        return SupplyCapView(region: region, enabled: enabled, cap: cap)
    }
}

extension Brand {
    /// - Throws: 404 when there is no such region within the caller's reach.
    package func supplyCap(of region: Code, as caller: Caller) async throws -> SupplyCapView {
        guard let row = try await read(as: caller, ReadSupplyCap(region: region)).first else { throw Reason.absent("region") }
        return SupplyCapView(region: region, enabled: row.enabled, cap: row.cap)
    }
}

private struct PutSupplyCap: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        init(from row: inout RowReader) throws { id = OrganizationID(try row.next()) }
    }
    static let sql = """
        INSERT INTO storefront_policies (organization_id, cap_enabled, cap_bps, cap_window_days, updated_at)
        SELECT id, $4, $5, $6, $7 FROM organizations WHERE code = $1 AND kind = 'region' AND id >= $2 AND id < $3
        ON CONFLICT (organization_id) DO UPDATE SET cap_enabled = $4, cap_bps = $5, cap_window_days = $6, updated_at = $7
        RETURNING organization_id
        """
    let region: Code
    let reach: Range<OrganizationID>
    let cap: SupplyCap
    let enabled: Bool
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(enabled)
        parameters.append(Int32(cap.capBps))
        parameters.append(Int32(cap.windowDays))
        parameters.append(Timestamp(at))
    }
}

/// Row-level security bounds it: the region itself, or who is above it.
private struct ReadSupplyCap: Statement {
    struct Result: RowDecodable {
        let enabled: Bool
        let cap: SupplyCap
        init(from row: inout RowReader) throws {
            enabled = try row.next()
            cap = SupplyCap(capBps: Int64(try row.next(Int32.self)), windowDays: Int64(try row.next(Int32.self)))
        }
    }
    static let sql = """
        SELECT coalesce(p.cap_enabled, false), coalesce(p.cap_bps, 12000), coalesce(p.cap_window_days, 30)
        FROM organizations o LEFT JOIN storefront_policies p ON p.organization_id = o.id
        WHERE o.code = $1 AND o.kind = 'region'
        """
    let region: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.text)
    }
}
