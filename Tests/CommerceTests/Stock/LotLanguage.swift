import Commerce

/// Lots in a few words: `lot("L1", 6, until: "2026-02-01")`. Everything lies in warehouse 1 unless said otherwise.
enum LotLanguage {
    static let row = StockKey(warehouse: WarehouseID(1), sku: SKUID(7))
    static let other = StockKey(warehouse: WarehouseID(1), sku: SKUID(8))

    static func lot(_ code: String?, _ onHand: Int64, made: String? = nil, until: String? = nil, picked: Int64 = 0) -> StockLot {
        StockLot(code: code.map { Code(stored: $0) }, dates: dates(made, until), onHand: onHand, picked: picked)
    }

    static func dates(_ made: String? = nil, _ until: String? = nil) -> LotDates {
        LotDates(productionDate: made.map(day), bestBefore: until.map(day))
    }

    static func day(_ text: String) -> CalendarDay {
        CalendarDay(text) ?? CalendarDay(daysSince1970: 0)
    }

    static func book(_ lots: StockLot..., at row: StockKey = row) -> LotBook {
        LotBook(lots.map { (row: row, lot: $0) })
    }

    static func key(_ code: String?, at row: StockKey = row) -> LotKey {
        LotKey(row: row, code: code.map { Code(stored: $0) })
    }
}

extension LotUnits {
    /// `lot units`.
    var text: String { "\(code?.text ?? "-") \(units)" }
}

extension LotBook {
    /// `lot onHand/picked` of every lot of a row, first-expiring first.
    func text(_ row: StockKey = LotLanguage.row) -> [String] {
        lots(of: row).map { "\($0.code?.text ?? "-") \($0.onHand)/\($0.picked)" }
    }

    /// `lot onHand/picked` of every change, new ones marked with a plus.
    var changesText: [String] {
        changes.map { "\($0.isNew ? "+" : "")\($0.key.code?.text ?? "-") \($0.onHand)/\($0.picked)" }
    }
}
