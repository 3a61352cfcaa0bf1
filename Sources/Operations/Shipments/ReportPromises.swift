package import Commerce
import Postgres

/// What was promised beside what happened, over shipments promised in a period.
package struct PromiseReport: Sendable {
    package struct Figures: Sendable, Equatable {
        /// All but cancelled ones and those that wait for a group to fill, which are promised anew when it does.
        package let shipments: Int64
        package let delivered: Int64
        /// Delivered when promised, or before.
        package let onTime: Int64
        /// Delivered after that.
        package let late: Int64
        /// Not delivered, and the promise is past.
        package let overdue: Int64
        /// Over the late ones, rounded down; 0 without any.
        package let averageMinutesLate: Int64

        package init(shipments: Int64, delivered: Int64, onTime: Int64, late: Int64, overdue: Int64, averageMinutesLate: Int64) {
            self.shipments = shipments
            self.delivered = delivered
            self.onTime = onTime
            self.late = late
            self.overdue = overdue
            self.averageMinutesLate = averageMinutesLate
        }
    }

    package let from: Instant
    package let to: Instant
    package let total: Figures
    /// By the warehouse that sends, in order of code.
    package let warehouses: [(warehouse: Code, figures: Figures)]
    /// By the region of the buyer, in order of code.
    package let regions: [(region: Code, figures: Figures)]
}

extension Brand {
    /// Promised against delivered, over the shipments that the caller's side buys or sends and that were promised from `from` on and before `to`.
    /// Regions that aren't the caller's, for which its warehouses may have sent something, are left out of the list of regions.
    /// - Parameters:
    ///   - from: 30 days before `to` when nil.
    ///   - to: now when nil.
    /// - Throws: 422 `OUT_OF_RANGE` when the period ends before it begins.
    package func promises(from: Instant?, to: Instant?, as caller: Caller) async throws -> PromiseReport {
        let now = clock.now()
        let end = to ?? now
        let start = from ?? end.adding(days: -30)
        guard start <= end else {
            let detail = "to must not be before from."
            throw Reason(.invalid, "OUT_OF_RANGE", detail, faults: [Fault("/to", "OUT_OF_RANGE", detail)])
        }
        let (rows) = try await readReplica(as: caller, CountPromises(from: start, to: end, now: now, reach: caller.organization.reach))
        let regions = rows.compactMap(\.region)
        let names = try await names(organizations: Set(regions), warehouses: Set(rows.compactMap(\.warehouse)))
        return PromiseReport(
            from: start, to: end, total: rows.first { $0.warehouse == nil && $0.region == nil }?.figures ?? .none,
            warehouses: rows.compactMap { row in row.warehouse.map { (warehouse: names.code(of: $0), figures: row.figures) } }
                .sorted { $0.warehouse < $1.warehouse },
            regions: rows.compactMap { row in
                row.region.flatMap { region in
                    caller.reaches(region) || region == caller.organization.region ? (region: names.code(of: region), figures: row.figures) : nil
                }
            }.sorted { $0.region < $1.region })
    }
}

extension PromiseReport.Figures {
    fileprivate static let none = Self(shipments: 0, delivered: 0, onTime: 0, late: 0, overdue: 0, averageMinutesLate: 0)
}

/// One pass for all three groupings. A region is the id of its buyers without the bits below it.
private struct CountPromises: Statement {
    struct Result: RowDecodable {
        let warehouse: WarehouseID?
        let region: OrganizationID?
        let figures: PromiseReport.Figures
        init(from row: inout RowReader) throws {
            warehouse = try row.next(Int32?.self).map { WarehouseID($0) }
            region = try row.next(Int64?.self).map { OrganizationID($0) }
            figures = PromiseReport.Figures(
                shipments: try row.next(), delivered: try row.next(), onTime: try row.next(), late: try row.next(), overdue: try row.next(),
                averageMinutesLate: try row.next())
        }
    }
    static let sql = """
        SELECT s.warehouse_id, s.region, count(*), count(*) FILTER (WHERE s.status = 'delivered'),
               count(*) FILTER (WHERE s.delivered_at <= s.promised_at), count(*) FILTER (WHERE s.delivered_at > s.promised_at),
               count(*) FILTER (WHERE s.status <> 'delivered' AND s.promised_at < $3),
               coalesce(floor(avg(extract(epoch FROM s.delivered_at - s.promised_at)) FILTER (WHERE s.delivered_at > s.promised_at) / 60), 0)::bigint
        FROM (SELECT s.warehouse_id, s.organization_id >> 40 << 40 AS region, s.status, s.promised_at, s.delivered_at FROM shipments s
              WHERE s.promised_at >= $1 AND s.promised_at < $2 AND s.status NOT IN ('cancelled', 'waiting') AND \(ShipmentHead.within("$4", "$5"))) s
        GROUP BY GROUPING SETS ((), (s.warehouse_id), (s.region))
        """
    let from: Instant
    let to: Instant
    let now: Instant
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(from))
        parameters.append(Timestamp(to))
        parameters.append(Timestamp(now))
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
