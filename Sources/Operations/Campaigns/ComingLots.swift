import Commerce
import Postgres

/// Which lots an order's units would be picked from, were everything picked in the order in which it was placed: first-expiring first, after
/// the units that earlier orders hold and nobody has picked yet. So the units of a lot that expires soon are sold as such once, without any order
/// holding a lot.
struct ComingLots: Sendable {
    private let lots: LotBook
    private let day: CalendarDay

    init(_ rows: some Sequence<LotRow>, at now: Instant) {
        lots = LotBook(rows)
        day = now.day(offsetMinutes: Instant.shanghaiOffsetMinutes)
    }

    /// - Returns: by line, first-expiring first; units of lots without a code or a last day aren't in it.
    func lots(of plan: SourcingPlan, on stock: some StockReading) -> [Int: [PricingRequest.Lot]] {
        var book = lots
        var begun: Set<StockKey> = []
        var found: [Int: [PricingRequest.Lot]] = [:]
        for shipment in plan.shipments {
            for part in shipment.lines.sorted(by: { $0.line < $1.line }) {
                let key = StockKey(warehouse: WarehouseID(shipment.warehouse), sku: SKUID(part.sku))
                if begun.insert(key).inserted {
                    let level = stock.level(key.warehouse, key.sku)
                    let picked = book.lots(of: key).reduce(0) { $0 + $1.picked }
                    _ = book.pick(max(0, level.reserved + level.poolReserved - picked), of: key, on: day)
                }
                for units in book.pick(part.units, of: key, on: day) {
                    guard let code = units.code, let bestBefore = units.dates.bestBefore else { continue }
                    found[part.line, default: []].append(PricingRequest.Lot(lot: code, bestBefore: bestBefore, units: units.units))
                }
            }
        }
        return found.mapValues { $0.sorted { ($0.bestBefore, $0.lot) < ($1.bestBefore, $1.lot) } }
    }
}

/// All lots of these rows. Lots only change under the locks of their rows, so who holds these reads what is.
struct ReadLotsOfRows: Statement {
    typealias Result = LotRow
    static let sql = """
        SELECT \(LotRow.columns)
        FROM unnest($1::int[], $2::int[]) AS u (w, s), LATERAL (
            SELECT warehouse_id, sku_id, lot, production_date, best_before, on_hand, picked
            FROM stock_lots WHERE warehouse_id = u.w AND sku_id = u.s OFFSET 0) l
        """
    let keys: [StockKey]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}

extension [LiveCampaign] {
    /// SKUs whose price hangs on lots.
    var clearedSKUs: Set<Code> {
        reduce(into: []) { skus, live in
            if case .nearExpiry(let clearance) = live.campaign.component { skus.formUnion(clearance.skus) }
        }
    }
}
