import Commerce
import Postgres

/// What a store has sold and ordered of a SKU, by the key that both are counted under.
struct SupplyKey: Hashable, Sendable {
    let store: OrganizationID
    let sku: SKUID
}

/// What stores that are capped sold and ordered in their windows. Their accounts are locked, so nobody orders for them meanwhile.
struct ReadSupplyStandings: Statement {
    struct Result: RowDecodable {
        let key: SupplyKey
        let standing: SupplyCap.Standing
        init(from row: inout RowReader) throws {
            key = SupplyKey(store: OrganizationID(try row.next()), sku: SKUID(try row.next()))
            standing = SupplyCap.Standing(soldUnits: try row.next(), alreadyOrderedUnits: try row.next())
        }
    }

    /// A window is as many days (Asia/Shanghai) of reports, today's among them, and as many times 24 hours of orders and deliveries. What came
    /// back counts neither as ordered nor as sold.
    ///
    /// A store that reported anything in its window is held to its reports, so what it tells nothing of it sold none of, if it had it: by what was
    /// delivered in the window, or by what of all deliveries is still to be reported as sold. What it never had, or had sold out before, tells as
    /// little of it as of a store without any history.
    ///
    /// A store's orders are few in a window and lie together; the median is asked for only where there is nothing else.
    static let sql = """
        WITH wanted AS MATERIALIZED (
            SELECT w.*, i.since, (i.since AT TIME ZONE 'Asia/Shanghai')::date AS before
            FROM unnest($1::bigint[], $2::int[], $3::text[], $4::int[]) AS w (store, sku, tier, days),
                 LATERAL (SELECT $5::timestamptz - w.days * interval '1 day' AS since) i
        ), figures AS (
            SELECT w.*, \(reports(store: "w.store", before: "w.before")) AS reports, \(reported(store: "w.store", sku: "w.sku", before: "w.before")) AS reported,
                   (SELECT coalesce(sum(units), 0)::bigint FROM store_sales WHERE organization_id = w.store AND sku_id = w.sku) AS reported_ever,
                   d.delivered, d.delivered_ever, o.ordered
            FROM wanted w, LATERAL (
                \(deliveries(store: "w.store", sku: "w.sku", since: "w.since"))
            ) d, LATERAL (
                SELECT coalesce(sum(l.units - l.cancelled_units - \(returned(order: "o.id", line: "l.line_no"))), 0)::bigint AS ordered
                FROM orders o JOIN order_lines l ON l.order_id = o.id AND l.sku_id = w.sku
                WHERE o.organization_id = w.store AND o.placed_at >= w.since OFFSET 0) o
        ), own AS (
            SELECT f.*, CASE WHEN f.reports THEN CASE WHEN f.reported > 0 OR f.delivered > 0 OR f.delivered_ever > f.reported_ever THEN f.reported END
                             ELSE nullif(f.delivered, 0) END AS sold
            FROM figures f
        )
        SELECT f.store, f.sku, coalesce(f.sold, (
                   SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY p.sold) FROM (
                       SELECT CASE WHEN \(reports(store: "s.organization_id", before: "f.before"))
                              THEN \(reported(store: "s.organization_id", sku: "f.sku", before: "f.before"))
                              ELSE (SELECT delivered FROM (\(deliveries(store: "s.organization_id", sku: "f.sku", since: "f.since"))) d) END AS sold
                       FROM stores s
                       WHERE s.organization_id > f.store & ~1048575::bigint AND s.organization_id <= f.store | 1048575 AND s.tier = f.tier AND s.status = 'approved'
                   ) p WHERE p.sold > 0)), f.ordered
        FROM own f
        """

    /// Whether a store told anything of its window.
    private static func reports(store: String, before: String) -> String {
        "EXISTS (SELECT FROM store_sales WHERE organization_id = \(store) AND day > \(before))"
    }

    private static func reported(store: String, sku: String, before: String) -> String {
        "(SELECT coalesce(sum(units), 0)::bigint FROM store_sales WHERE organization_id = \(store) AND sku_id = \(sku) AND day > \(before))"
    }

    /// Units that arrived at a store, since then and ever, without what came back of the same orders.
    private static func deliveries(store: String, sku: String, since: String) -> String {
        """
        SELECT coalesce(sum(greatest(t.late - t.returned, 0)), 0)::bigint AS delivered, coalesce(sum(t.units - t.returned), 0)::bigint AS delivered_ever
        FROM (SELECT sum(h.posted_units) AS units, coalesce(sum(h.posted_units) FILTER (WHERE d.delivered_at >= \(since)), 0) AS late,
                     \(returned(order: "d.order_id", line: "h.line_no")) AS returned
              FROM shipments d JOIN stock_holds h ON h.shipment_id = d.id AND h.sku_id = \(sku)
              WHERE d.order_id IN (SELECT id FROM orders WHERE organization_id = \(store)) AND d.delivered_at IS NOT NULL
              GROUP BY d.order_id, h.line_no) t
        """
    }

    /// Units of an order's line that came back.
    private static func returned(order: String, line: String) -> String {
        """
        (SELECT coalesce(sum(b.restocked_units + b.quarantined_units + b.scrapped_units), 0)
         FROM returns r JOIN return_lines b ON b.return_id = r.id WHERE r.order_id = \(order) AND b.order_line_no = \(line))
        """
    }

    struct Wanted: Sendable {
        let key: SupplyKey
        let tier: String
        let windowDays: Int64
    }
    let wanted: [Wanted]
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(wanted.map(\.key.store.rawValue))
        parameters.append(wanted.map(\.key.sku.rawValue))
        parameters.append(wanted.map(\.tier))
        parameters.append(wanted.map { Int32($0.windowDays) })
        parameters.append(Timestamp(now))
    }
}

/// What a batch's stores may still order of what is capped, with what its own orders take.
struct LockedSupplyCaps {
    private var standings: [SupplyKey: SupplyCap.Standing] = [:]
    private var taken: [SupplyKey: Int64] = [:]

    init() {}

    init(_ rows: some Sequence<ReadSupplyStandings.Result>) {
        for row in rows { standings[row.key] = row.standing }
    }

    /// Lines beyond the cap of their SKU, of an order as it was asked for.
    func excesses(of order: PricedOrder) -> [SupplyCap.Excess] {
        guard let cap = order.storefront?.supplyCap else { return [] }
        var before: [SKUID: Int64] = [:]
        return order.asked.compactMap { line in
            defer { before[line.sku.id, default: 0] += line.units }
            let key = SupplyKey(store: order.buyer.organization, sku: line.sku.id)
            guard let standing = standings[key] else { return nil }
            return cap.excess(of: line.units, after: (taken[key] ?? 0) + (before[line.sku.id] ?? 0), line: line.line, standing)
        }
    }

    mutating func take(_ order: AcceptedOrder) {
        guard order.priced.storefront?.supplyCap != nil else { return }
        for line in order.priced.lines {
            let units = line.units - order.cancelledUnits(line.line)
            taken[SupplyKey(store: order.priced.buyer.organization, sku: line.sku.id), default: 0] += units
        }
    }
}
