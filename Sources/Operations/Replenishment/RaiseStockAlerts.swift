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
    /// Looked at are the assortments of open storefronts, as far as they have ever lain in the distributor's warehouses, all of them together,
    /// without what is reserved. It is a job and no part of what moves stock, which would pay for it on every order; so stock that goes
    /// below and back between two looks has crossed nothing, and what goes back and forth but is low at both has crossed once.
    package func raiseStockAlerts() async throws -> StockAlertRun {
        var total = StockAlertRun()
        var after = OrganizationID.headquarters
        while !Task.isCancelled {
            let part = try await writer.run(OpenStorefronts(after: after)).map { OrganizationID($0) }
            if !part.isEmpty {
                let changes = Array(try await writer.run(StockCrossings(distributors: part)))
                if !changes.isEmpty {
                    let run = try await work(for: .system) { try await $0.note(changes) }
                    total.raised += run.raised
                    total.cleared += run.cleared
                }
            }
            guard part.count == OpenStorefronts.part, let last = part.last else { break }
            after = last
        }
        return total
    }
}

extension Work {
    /// Alerts are the last thing locked. Of two servers that saw the same crossing one raises it.
    fileprivate func note(_ crossings: [StockCrossings.Result]) async throws -> StockAlertRun {
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
                json.field("units", alert.units)
                json.field("thresholdUnits", alert.thresholdUnits)
            }
        }
        return StockAlertRun(raised: raised.count, cleared: cleared)
    }
}

private struct OpenStorefronts: Statement {
    typealias Result = Int64
    static let part = 50
    static let sql = "SELECT organization_id FROM storefronts WHERE open AND organization_id > $1 ORDER BY organization_id LIMIT \(part)"
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
        let units: Int64
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            distributor = Code(stored: try row.next())
            skuID = SKUID(try row.next())
            sku = Code(stored: try row.next())
            thresholdUnits = try row.next()
            units = try row.next()
        }

        var isLow: Bool { units < thresholdUnits }
    }
    static let sql = """
        SELECT c.organization_id, o.code, c.sku_id, k.code, t.units, l.units
        FROM (
            SELECT organization_id, sku_id FROM storefront_items WHERE organization_id = ANY($1::bigint[])
            UNION SELECT organization_id, sku_id FROM stock_alerts WHERE organization_id = ANY($1::bigint[]) AND cleared_at IS NULL) c
        JOIN organizations o ON o.id = c.organization_id JOIN skus k ON k.id = c.sku_id
        LEFT JOIN replenishment_policies p ON p.organization_id = c.organization_id
        LEFT JOIN low_stock_thresholds h ON h.organization_id = c.organization_id AND h.sku_id = c.sku_id
        LEFT JOIN stock_alerts a ON a.organization_id = c.organization_id AND a.sku_id = c.sku_id AND a.cleared_at IS NULL
        CROSS JOIN LATERAL (SELECT coalesce(h.cases, p.low_stock_cases, 30)::bigint * k.units_per_case AS units) t
        CROSS JOIN LATERAL (
            SELECT sum(l.on_hand - l.reserved - l.pool_reserved)::bigint AS units FROM warehouses w JOIN stock_levels l ON l.warehouse_id = w.id
            WHERE w.organization_id = c.organization_id AND w.active AND l.sku_id = c.sku_id) l
        WHERE (a.id IS NULL AND l.units < t.units) OR (a.id IS NOT NULL AND l.units > t.units)
        ORDER BY c.organization_id, c.sku_id
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
        parameters.append(alerts.map(\.value.units))
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
