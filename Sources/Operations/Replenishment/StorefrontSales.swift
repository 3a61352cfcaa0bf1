package import Commerce
import Postgres

/// What a distributor's stores bought and sold of a SKU in a span of days.
package struct StorefrontSales: Equatable, Sendable {
    /// The longest span.
    package static let maxDays = 366

    package let sku: Code
    /// In orders placed in the span, without what was cancelled.
    package let orderedUnits: Int64
    /// What those come to, after discounts.
    package let orderedFen: Int64
    /// In shipments that stores received in the span, whenever they were ordered.
    package let deliveredUnits: Int64
    /// What stores report to have sold in the span.
    package let reportedUnits: Int64
}

extension Brand {
    /// By SKU, in the order of their codes; SKUs of which there is nothing are left out.
    ///
    /// - Parameter days: First and last day (Asia/Shanghai); by default the last 28 up to today.
    /// - Throws: 404 when there is no such distributor, or no such store of its, within the caller's reach; 422 for a span that ends before
    ///   it begins or is longer than `StorefrontSales.maxDays`.
    package func storefrontSales(
        of distributor: Code, store: Code?, from: CalendarDay?, to: CalendarDay?, page: PageRequest, as caller: Caller
    ) async throws -> Page<StorefrontSales> {
        let last = to ?? max(from ?? clock.now().shanghaiDay, clock.now().shanghaiDay)
        let first = from ?? last.adding(days: 1 - Int(ReorderPoint.windowDays))
        guard first <= last, last.daysSince1970 - first.daysSince1970 < StorefrontSales.maxDays else {
            let detail = "The span must end on the day it begins or later, and be \(StorefrontSales.maxDays) days at most."
            throw Reason(.invalid, "OUT_OF_RANGE", detail, faults: [Fault("/to", "OUT_OF_RANGE", detail)])
        }
        let list = ListStorefrontSales(
            buyers: try await buyers(of: distributor, store, caller), first: first, last: last, after: try page.afterCode(), limit: page.fetchLimit)
        return Page(try await readReplica(as: caller, list).map(\.sales), for: page) { $0.sku.text }
    }
}

private struct ListStorefrontSales: Statement {
    struct Result: RowDecodable {
        let sales: StorefrontSales
        init(from row: inout RowReader) throws {
            sales = StorefrontSales(
                sku: Code(stored: try row.next()), orderedUnits: try row.next(), orderedFen: try row.next(), deliveredUnits: try row.next(),
                reportedUnits: try row.next())
        }
    }
    static let sql = """
        SELECT k.code, sum(u.ordered)::bigint, sum(u.fen)::bigint, sum(u.delivered)::bigint, sum(u.reported)::bigint
        FROM (
            SELECT l.sku_id, l.units - l.cancelled_units AS ordered,
                   div((l.units * l.unit_price_fen - l.discount_fen)::numeric * (l.units - l.cancelled_units), l.units) AS fen, 0 AS delivered, 0 AS reported
            FROM orders o JOIN order_lines l ON l.order_id = o.id
            WHERE o.organization_id >= $1 AND o.organization_id < $2 AND o.placed_at >= $3 AND o.placed_at < $4
            UNION ALL
            SELECT h.sku_id, 0, 0, h.posted_units, 0 FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
            WHERE s.organization_id >= $1 AND s.organization_id < $2 AND s.shipped_at IS NOT NULL AND s.delivered_at >= $3 AND s.delivered_at < $4
            UNION ALL
            SELECT t.sku_id, 0, 0, 0, t.units FROM store_sales t
            WHERE t.organization_id >= $1 AND t.organization_id < $2 AND t.day >= date '1970-01-01' + $5 AND t.day <= date '1970-01-01' + $6) u
        JOIN skus k ON k.id = u.sku_id WHERE k.code > $7
        GROUP BY k.code HAVING sum(u.ordered + u.delivered + u.reported) > 0 ORDER BY k.code LIMIT $8
        """
    let buyers: Range<OrganizationID>
    let first: CalendarDay
    let last: CalendarDay
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(buyers.lowerBound.rawValue)
        parameters.append(buyers.upperBound.rawValue)
        parameters.append(Timestamp(first.shanghaiMidnight))
        parameters.append(Timestamp(last.adding(days: 1).shanghaiMidnight))
        parameters.append(Int32(first.daysSince1970))
        parameters.append(Int32(last.daysSince1970))
        parameters.append(after)
        parameters.append(limit)
    }
}
