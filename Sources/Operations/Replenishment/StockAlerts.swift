package import Commerce
import Postgres

/// What there are alerts of.
package enum AlertKind: String, CaseIterable, Sendable {
    case lowStock
}

/// That a distributor's stock of a SKU ran low.
package struct StockAlertView: Sendable {
    package let id: StockAlertID
    package let distributor: Code
    package let sku: Code
    package let at: Instant
    package let thresholdUnits: Int64
    /// As it was seen when the alert was raised.
    package let units: Int64
    /// When stock was seen above the threshold again; nil: it hasn't been.
    package let clearedAt: Instant?
    package let acknowledgedAt: Instant?
}

extension Brand {
    /// Alerts within the caller's reach, the newest first.
    /// - Parameter raised: Only those that stand, or that don't any more.
    /// - Throws: 404 when `distributor` names none within the caller's reach.
    package func stockAlerts(
        of distributor: Code? = nil, raised: Bool? = nil, page: PageRequest, as caller: Caller
    ) async throws -> Page<StockAlertView> {
        let list = ListStockAlerts(
            owners: try await owners(distributor, caller), raised: raised, before: try page.beforeID(), limit: page.fetchLimit)
        return Page(try await read(as: caller, list).map(\.view), for: page) { String($0.id.rawValue) }
    }

    /// - Throws: 404 when there is no such alert within the caller's reach.
    package func stockAlert(_ id: StockAlertID, as caller: Caller) async throws -> StockAlertView {
        guard let found = try await read(as: caller, ReadStockAlert(id: id)).first?.view else { throw Reason.absent("alert") }
        return found
    }
}

extension Work {
    /// The caller has taken note of its alert; the first time counts.
    /// - Throws: 404 for any alert but the caller's own.
    package func acknowledgeStockAlert(_ id: StockAlertID) async throws -> StockAlertView {
        let rows = try await run(AcknowledgeStockAlert(id: id, owner: caller.organization, at: now))
        guard let view = rows.first?.view else { throw Reason.absent("alert") }
        return view
    }
}

private struct StockAlertRow: RowDecodable {
    let view: StockAlertView

    static let columns = """
        a.id, (SELECT o.code FROM organizations o WHERE o.id = a.organization_id), (SELECT k.code FROM skus k WHERE k.id = a.sku_id), a.at, a.threshold_units,
        a.units, a.cleared_at, a.acknowledged_at
        """

    init(from row: inout RowReader) throws {
        view = StockAlertView(
            id: StockAlertID(try row.next()), distributor: Code(stored: try row.next()), sku: Code(stored: try row.next()),
            at: Instant(try row.next(Timestamp.self)), thresholdUnits: try row.next(), units: try row.next(),
            clearedAt: try row.next(Timestamp?.self).map { Instant($0) }, acknowledgedAt: try row.next(Timestamp?.self).map { Instant($0) })
    }
}

private struct ReadStockAlert: Statement {
    typealias Result = StockAlertRow
    static let sql = "SELECT \(StockAlertRow.columns) FROM stock_alerts a WHERE a.id = $1"
    let id: StockAlertID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}

private struct ListStockAlerts: Statement {
    typealias Result = StockAlertRow
    static let sql = """
        SELECT \(StockAlertRow.columns) FROM stock_alerts a
        WHERE a.organization_id >= $1 AND a.organization_id < $2 AND ($3::boolean IS NULL OR (a.cleared_at IS NULL) = $3) AND a.id < $4
        ORDER BY a.id DESC LIMIT $5
        """
    let owners: Range<OrganizationID>
    let raised: Bool?
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(owners.lowerBound.rawValue)
        parameters.append(owners.upperBound.rawValue)
        parameters.append(raised)
        parameters.append(before)
        parameters.append(limit)
    }
}

private struct AcknowledgeStockAlert: Statement {
    typealias Result = StockAlertRow
    static let sql = """
        UPDATE stock_alerts a SET acknowledged_at = coalesce(a.acknowledged_at, $3) WHERE a.id = $1 AND a.organization_id = $2
        RETURNING \(StockAlertRow.columns)
        """
    let id: StockAlertID
    let owner: OrganizationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(owner.rawValue)
        parameters.append(Timestamp(at))
    }
}
