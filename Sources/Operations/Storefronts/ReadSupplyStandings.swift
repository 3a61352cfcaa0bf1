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

    /// A store's orders are few in a window and lie together; the median is asked for only where there is nothing else.
    static let sql = """
        WITH wanted AS MATERIALIZED (
            SELECT w.*, $5::timestamptz - w.days * interval '1 day' AS since
            FROM unnest($1::bigint[], $2::int[], $3::text[], $4::int[]) AS w (store, sku, tier, days)
        ), figures AS (
            SELECT w.store, w.sku, w.tier, w.since, r.units AS reported, o.ordered, o.delivered
            FROM wanted w, LATERAL (
                SELECT sum(units)::bigint AS units FROM store_sales
                WHERE organization_id = w.store AND sku_id = w.sku AND day >= (w.since AT TIME ZONE 'Asia/Shanghai')::date OFFSET 0) r, LATERAL (
                SELECT coalesce(sum(l.units - l.cancelled_units), 0)::bigint AS ordered, \(delivered(store: "w.store", sku: "w.sku")) AS delivered
                FROM orders o JOIN order_lines l ON l.order_id = o.id AND l.sku_id = w.sku
                WHERE o.organization_id = w.store AND o.placed_at >= w.since OFFSET 0) o
        )
        SELECT f.store, f.sku, coalesce(f.reported, nullif(f.delivered, 0), CASE WHEN f.reported IS NULL AND f.delivered = 0 THEN (
                   SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY p.sold) FROM (
                       SELECT coalesce(nullif((SELECT sum(n.units)::bigint FROM store_sales n WHERE n.organization_id = s.organization_id AND n.sku_id = f.sku
                                  AND n.day >= (f.since AT TIME ZONE 'Asia/Shanghai')::date), 0),
                              (\(delivered(store: "s.organization_id", sku: "f.sku", since: "f.since")))) AS sold
                       FROM stores s
                       WHERE s.organization_id > f.store & ~1048575::bigint AND s.organization_id <= f.store | 1048575 AND s.tier = f.tier AND s.status = 'approved'
                   ) p WHERE p.sold > 0) END), f.ordered
        FROM figures f
        """

    /// Units that arrived at a store since then.
    private static func delivered(store: String, sku: String, since: String = "w.since") -> String {
        """
        (SELECT coalesce(sum(h.posted_units), 0)::bigint
         FROM shipments d JOIN stock_holds h ON h.shipment_id = d.id AND h.sku_id = \(sku)
         WHERE d.order_id IN (SELECT id FROM orders WHERE organization_id = \(store)) AND d.delivered_at >= \(since))
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
