/// One lot of one row of stock.
package struct LotKey: Hashable, Comparable, Sendable {
    package let row: StockKey
    package let code: Code?

    package init(row: StockKey, code: Code?) {
        self.row = row
        self.code = code
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.row, left.code?.text ?? "") < (right.row, right.code?.text ?? "")
    }
}

/// By how much a lot changes.
package struct LotChange: Equatable, Sendable {
    package let key: LotKey
    package let dates: LotDates
    /// Whether the row hasn't had this lot yet.
    package let isNew: Bool
    package var onHand: Int64
    package var picked: Int64

    package init(key: LotKey, dates: LotDates = LotDates(), isNew: Bool = false, onHand: Int64 = 0, picked: Int64 = 0) {
        self.key = key
        self.dates = dates
        self.isNew = isNew
        self.onHand = onHand
        self.picked = picked
    }
}

/// Units of one lot.
package struct LotUnits: Equatable, Sendable {
    package let code: Code?
    package let dates: LotDates
    package let units: Int64

    package init(code: Code?, dates: LotDates = LotDates(), units: Int64) {
        self.code = code
        self.dates = dates
        self.units = units
    }
}

/// The lots of some rows, all of each, and what has been done to them since they were read. However a row's units are taken, never more is
/// taken of a lot than it has, nor what a picked shipment has.
package struct LotBook: Sendable {
    /// First-expiring first.
    private var lots: [StockKey: [StockLot]]
    private var changed: [LotKey: LotChange] = [:]

    /// - Parameter lots: in any order, each once.
    package init(_ lots: some Sequence<(row: StockKey, lot: StockLot)>) {
        self.lots = Dictionary(grouping: lots, by: \.row).mapValues { $0.map(\.lot).sorted(by: StockLot.goesBefore) }
    }

    /// The lots of a row as they are now, first-expiring first.
    package func lots(of row: StockKey) -> [StockLot] {
        lots[row] ?? []
    }

    package func lot(_ key: LotKey) -> StockLot? {
        lots[key.row]?.first { $0.code == key.code }
    }

    /// What changed, by key; what came out even isn't in it.
    package var changes: [LotChange] {
        changed.values.filter { $0.onHand != 0 || $0.picked != 0 }.sorted { $0.key < $1.key }
    }

    /// Assigns units to a shipment, first-expiring first, never of a lot that is past on `day`.
    /// - Returns: what it found: fewer units when there are no more.
    package mutating func pick(_ units: Int64, of row: StockKey, on day: CalendarDay) -> [LotUnits] {
        draw(units, of: row) { $0.isPast(on: day) ? 0 : $0.freeUnits } by: { (onHand: 0, picked: $0) }
    }

    /// Takes units that no shipment has, first-expiring first, those past their day before all.
    /// - Returns: what it found: fewer units when there are no more.
    package mutating func remove(_ units: Int64, of row: StockKey) -> [LotUnits] {
        draw(units, of: row) { $0.freeUnits } by: { (onHand: -$0, picked: 0) }
    }

    /// Changes a lot that is there.
    /// - Returns: false, and nothing is changed, when it isn't there or would have less than nothing, or less than shipments have of it.
    package mutating func change(_ key: LotKey, onHand: Int64 = 0, picked: Int64 = 0) -> Bool {
        guard let index = lots[key.row]?.firstIndex(where: { $0.code == key.code }), var lot = lots[key.row]?[index] else { return false }
        lot.onHand += onHand
        lot.picked += picked
        guard lot.picked >= 0, lot.picked <= lot.onHand else { return false }
        lots[key.row]?[index] = lot
        note(key, lot.dates, onHand: onHand, picked: picked)
        return true
    }

    /// Adds units to a lot; one that the row hasn't had gets these dates, one that it has keeps its own.
    package mutating func add(_ units: Int64, to key: LotKey, dates: LotDates) {
        guard !change(key, onHand: units) else { return }
        changed[key] = LotChange(key: key, dates: dates, isNew: true, onHand: units)
        lots[key.row, default: []].append(StockLot(code: key.code, dates: dates, onHand: units))
        lots[key.row]?.sort(by: StockLot.goesBefore)
    }

    private mutating func draw(
        _ units: Int64, of row: StockKey, from available: (StockLot) -> Int64, by change: (Int64) -> (onHand: Int64, picked: Int64)
    ) -> [LotUnits] {
        var rest = units
        var taken: [LotUnits] = []
        for lot in lots(of: row) where rest > 0 {
            let count = min(rest, available(lot))
            guard count > 0 else { continue }
            let delta = change(count)
            _ = self.change(LotKey(row: row, code: lot.code), onHand: delta.onHand, picked: delta.picked)
            taken.append(LotUnits(code: lot.code, dates: lot.dates, units: count))
            rest -= count
        }
        return taken
    }

    private mutating func note(_ key: LotKey, _ dates: LotDates, onHand: Int64, picked: Int64) {
        changed[key, default: LotChange(key: key, dates: dates)].onHand += onHand
        changed[key]?.picked += picked
    }
}
