package import Commerce
import Postgres

/// What a look at the stock of storefronts came to.
package struct StockAlertRun: Equatable, Sendable {
    package var raised = 0
    package var cleared = 0

    package init(raised: Int = 0, cleared: Int = 0) {
        self.raised = raised
        self.cleared = cleared
    }
}

extension Brand {
    /// Raises an alert for every SKU that has run low, once a crossing: it is raised below the threshold, and can be raised again once stock has
    /// been seen above it. At the threshold nothing changes.
    ///
    /// Looked at are the assortments of open storefronts, as far as they are sold at all and have ever lain in the distributor's warehouses, all that
    /// are in use together, without what is reserved. What isn't looked at any more, since the storefront closed, the last warehouse went out of use
    /// or the SKU was discontinued, has nothing to be alarmed about: its alert clears. It is a job and no part of what moves stock, which would pay
    /// for it on every order; so stock that goes below and back between two looks has crossed nothing, and what goes back and forth but is low at
    /// both has crossed once.
    ///
    /// One server looks at a time; whoever comes meanwhile leaves it to that one.
    package func raiseStockAlerts() async throws -> StockAlertRun {
        try await work(for: .system) { work in
            var total = StockAlertRun()
            guard try await work.run(TryLookAtStock()).first == true else { return total }
            var after = OrganizationID.headquarters
            while !Task.isCancelled {
                let part = try await work.run(WatchedStorefronts(after: after)).map { OrganizationID($0) }
                guard let last = part.last else { break }
                let run = try await work.note(Array(try await work.run(StockCrossings(distributors: part))))
                total.raised += run.raised
                total.cleared += run.cleared
                after = last
            }
            return total
        }
    }
}

extension Work {
    /// Alerts are the last thing locked.
    fileprivate func note(_ crossings: [StockCrossings.Result]) async throws -> StockAlertRun {
        guard !crossings.isEmpty else { return StockAlertRun() }
        var low: [StockAlertID: StockCrossings.Result] = [:]
        for crossing in crossings where crossing.isLow { low[StockAlertID(try await newID())] = crossing }
        let raised = try await run(InsertStockAlerts(alerts: low.sorted { $0.key < $1.key }, at: now)).map { StockAlertID($0) }
        let cleared = try await run(ClearStockAlerts(crossings: crossings.filter { !$0.isLow }, at: now)).affected
        for id in raised {
            guard let alert = low[id] else { continue }
            try await emit(.lowStock, about: alert.organization) { json in
                json.field("alert", id.external)
                json.field("distributor", alert.distributor.text)
                json.field("sku", alert.sku.text)
                json.field("units", alert.units ?? 0)
                json.field("thresholdUnits", alert.thresholdUnits)
            }
        }
        return StockAlertRun(raised: raised.count, cleared: cleared)
    }
}

/// Held until the look is over; who doesn't get it doesn't wait.
private struct TryLookAtStock: Statement {
    typealias Result = Bool
    static let sql = "SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.stock_alerts'))"
}

/// Those that are open, and those that have an alert to clear.
private struct WatchedStorefronts: Statement {
    typealias Result = Int64
    static let part = 50
    static let sql = """
        SELECT f.organization_id FROM storefronts f
        WHERE f.organization_id > $1 AND (f.open OR EXISTS (SELECT FROM stock_alerts a WHERE a.organization_id = f.organization_id AND a.cleared_at IS NULL))
        ORDER BY f.organization_id LIMIT \(part)
        """
    let after: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(after.rawValue)
    }
}

/// SKUs whose stock and alert don't agree. An alert of a SKU that has left the assortment is looked at until it clears.
private struct StockCrossings: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let distributor: Code
        let skuID: SKUID
        let sku: Code
        let thresholdUnits: Int64
        /// Nothing lies in a warehouse that is in use, or ever did, when it is nil.
        let units: Int64?
        let isLow: Bool
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            distributor = Code(stored: try row.next())
            skuID = SKUID(try row.next())
            sku = Code(stored: try row.next())
            thresholdUnits = try row.next()
            units = try row.next()
            isLow = try row.next()
        }
    }
    /// Every warehouse's rows are read once, in one range.
    static let sql = """
        WITH stock AS MATERIALIZED (
            SELECT w.organization_id, l.sku_id, sum(l.on_hand - l.reserved - l.pool_reserved)::bigint AS units
            FROM warehouses w JOIN stock_levels l ON l.warehouse_id = w.id WHERE w.organization_id = ANY($1::bigint[]) AND w.active GROUP BY 1, 2),
        looked AS (
            SELECT c.organization_id, o.code AS distributor, c.sku_id, k.code AS sku, coalesce(h.cases, p.low_stock_cases, 30)::bigint * k.units_per_case AS threshold,
                   l.units, f.open AND k.status = 'active' AND l.units IS NOT NULL AS watched, a.id IS NOT NULL AS raised
            FROM (
                SELECT organization_id, sku_id FROM storefront_items WHERE organization_id = ANY($1::bigint[])
                UNION SELECT organization_id, sku_id FROM stock_alerts WHERE organization_id = ANY($1::bigint[]) AND cleared_at IS NULL) c
            JOIN storefronts f ON f.organization_id = c.organization_id JOIN organizations o ON o.id = c.organization_id JOIN skus k ON k.id = c.sku_id
            LEFT JOIN replenishment_policies p ON p.organization_id = c.organization_id
            LEFT JOIN low_stock_thresholds h ON h.organization_id = c.organization_id AND h.sku_id = c.sku_id
            LEFT JOIN stock_alerts a ON a.organization_id = c.organization_id AND a.sku_id = c.sku_id AND a.cleared_at IS NULL
            LEFT JOIN stock l ON l.organization_id = c.organization_id AND l.sku_id = c.sku_id)
        SELECT organization_id, distributor, sku_id, sku, threshold, units, NOT raised FROM looked
        WHERE CASE WHEN raised THEN NOT watched OR units > threshold ELSE watched AND units < threshold END
        ORDER BY organization_id, sku_id
        """
    let distributors: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributors.map(\.rawValue))
    }
}

private struct InsertStockAlerts: Statement {
    typealias Result = Int64
    static let sql = """
        INSERT INTO stock_alerts (id, at, organization_id, sku_id, threshold_units, units)
        SELECT i, $1, o, s, t, n FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[]) AS u (i, o, s, t, n)
        ON CONFLICT (organization_id, sku_id) WHERE cleared_at IS NULL DO NOTHING RETURNING id
        """
    let alerts: [(key: StockAlertID, value: StockCrossings.Result)]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(alerts.map(\.key.rawValue))
        parameters.append(alerts.map(\.value.organization.rawValue))
        parameters.append(alerts.map(\.value.skuID.rawValue))
        parameters.append(alerts.map(\.value.thresholdUnits))
        parameters.append(alerts.map { $0.value.units ?? 0 })
    }
}

private struct ClearStockAlerts: Statement {
    static let sql = """
        UPDATE stock_alerts a SET cleared_at = $1 FROM unnest($2::bigint[], $3::int[]) AS u (o, s)
        WHERE a.organization_id = u.o AND a.sku_id = u.s AND a.cleared_at IS NULL
        """
    let crossings: [StockCrossings.Result]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(crossings.map(\.organization.rawValue))
        parameters.append(crossings.map(\.skuID.rawValue))
    }
}
