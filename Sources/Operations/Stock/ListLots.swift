package import Commerce
import Postgres

/// A lot in a warehouse as those see it in whose reach the warehouse lies.
package struct LotView: Sendable, Equatable {
    package let warehouse: Code
    package let sku: Code
    /// Nil: units of which nobody said what lot they are of.
    package let lot: Code?
    package let dates: LotDates
    /// From today on, in Asia/Shanghai: 0 on the last day, below zero after it; nil without a last day.
    package let daysLeft: Int?
    package let onHand: Int64
    /// What no picked shipment has.
    package let freeUnits: Int64
}

extension Brand {
    /// Lots that have units, of warehouses within the caller's reach, what expires first first, what has no last day last. A filter that names nothing
    /// the caller sees finds nothing.
    /// - Parameter expiringWithinDays: only lots with at most so many days left, those past their day among them.
    package func lots(expiringWithinDays: Int?, warehouse: Code?, sku: Code?, _ page: PageRequest, as caller: Caller) async throws -> Page<LotView> {
        let today = clock.now().shanghaiDay
        let wanted = LotsWanted(
            caller: caller, warehouse: warehouse, lastDay: expiringWithinDays.map { today.adding(days: $0) }, after: try LotPosition(page.after),
            limit: page.fetchLimit)
        let rows: [ListedLot]
        if let sku {
            rows = Array(try await read(as: caller, ListLotsOfSKU(wanted: wanted, sku: sku)))
        } else if wanted.lastDay != nil {
            rows = Array(try await read(as: caller, ListExpiringLots(wanted: wanted)))
        } else {
            rows = Array(try await read(as: caller, ListLots(wanted: wanted)))
        }
        return Page(rows, for: page) { LotPosition($0).cursor }.map { row in
            LotView(
                warehouse: row.warehouse, sku: row.sku, lot: row.lot.code, dates: row.lot.dates,
                daysLeft: row.lot.dates.bestBefore.map { today.days(until: $0) }, onHand: row.lot.onHand, freeUnits: row.lot.freeUnits)
        }
    }
}

/// Where a list of lots goes on: `day/warehouse/sku/lot`, the day in days since 1970, `-` when there is none. Codes have no slash.
private struct LotPosition: Sendable {
    /// Nil: after all that have a day.
    let bestBefore: Day?
    let warehouse: String
    let sku: String
    let lot: String

    /// Every day that there is.
    private static let days = -719_162...2_932_896

    init(_ row: ListedLot) {
        bestBefore = row.lot.dates.bestBefore.map { Day($0) }
        warehouse = row.warehouse.text
        sku = row.sku.text
        lot = row.lot.code.storedLot
    }

    init(_ cursor: String?) throws {
        guard let cursor else {
            bestBefore = Day(daysSince1970: Int32(Self.days.lowerBound - 1))
            (warehouse, sku, lot) = ("", "", "")
            return
        }
        let parts = cursor.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let warehouse = Code(parts[1]), let sku = Code(parts[2]), parts[3].isEmpty || Code(parts[3]) != nil else {
            throw PageRequest.invalidCursor
        }
        if parts[0] == "-" {
            bestBefore = nil
        } else {
            guard let day = Int(parts[0]), Self.days.contains(day) else { throw PageRequest.invalidCursor }
            bestBefore = Day(daysSince1970: Int32(day))
        }
        (self.warehouse, self.sku, lot) = (warehouse.text, sku.text, parts[3])
    }

    var cursor: String {
        [bestBefore.map { String($0.daysSince1970) } ?? "-", warehouse, sku, lot].joined(separator: "/")
    }
}

private struct ListedLot: RowDecodable {
    let warehouse: Code
    let sku: Code
    let lot: StockLot

    init(from row: inout RowReader) throws {
        warehouse = Code(stored: try row.next())
        sku = Code(stored: try row.next())
        lot = StockLot(
            code: Code(storedLot: try row.next()), dates: try LotDates(stored: &row), onHand: try row.next(), picked: try row.next())
    }
}

private struct LotsWanted: Sendable {
    let caller: Caller
    let warehouse: Code?
    let lastDay: CalendarDay?
    let after: LotPosition
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(warehouse?.text)
        parameters.append(lastDay.map { Day($0) })
        parameters.append(after.bestBefore)
        parameters.append(after.warehouse)
        parameters.append(after.sku)
        parameters.append(after.lot)
        parameters.append(limit)
    }

    static func sql(where condition: String) -> String {
        """
        SELECT w.code, k.code, l.lot, l.production_date, l.best_before, l.on_hand, l.picked
        FROM stock_lots l JOIN warehouses w ON w.id = l.warehouse_id JOIN skus k ON k.id = l.sku_id
        WHERE l.organization_id >= $1 AND l.organization_id < $2 AND ($3::text IS NULL OR w.code = $3) AND \(condition) AND l.on_hand > 0
          AND (coalesce(l.best_before, 'infinity'), w.code, k.code, l.lot) > (coalesce($5::date, 'infinity'), $6, $7, $8)
        ORDER BY coalesce(l.best_before, 'infinity'), w.code, k.code, l.lot
        LIMIT $9
        """
    }
}

private struct ListLots: Statement {
    typealias Result = ListedLot
    static let sql = LotsWanted.sql(where: "($4::date IS NULL OR l.best_before <= $4)")
    let wanted: LotsWanted

    func bind(_ parameters: inout Parameters) { wanted.bind(&parameters) }
}

/// Few of all: from the index of last days.
private struct ListExpiringLots: Statement {
    typealias Result = ListedLot
    static let sql = LotsWanted.sql(where: "l.best_before <= $4::date")
    let wanted: LotsWanted

    func bind(_ parameters: inout Parameters) { wanted.bind(&parameters) }
}

/// One SKU's: from the index of its lots.
private struct ListLotsOfSKU: Statement {
    typealias Result = ListedLot
    static let sql = LotsWanted.sql(where: "($4::date IS NULL OR l.best_before <= $4) AND l.sku_id = (SELECT id FROM skus WHERE code = $10)")
    let wanted: LotsWanted
    let sku: Code

    func bind(_ parameters: inout Parameters) {
        wanted.bind(&parameters)
        parameters.append(sku.text)
    }
}
