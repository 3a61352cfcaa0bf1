import Commerce

/// The orders of a real ledger, in time order. An order is a store, a date and a number: numbers are used again by other stores on other days.
struct Ledger {
    struct Order {
        /// As it is written: `2019-01-02`. Sorts in time order.
        let date: String
        let store: Int
        let number: String
        var lines: [Line]

        /// What is bought; the rest came back.
        var bought: [Line] { lines.filter { $0.bottles > 0 } }

        /// Whether the API can take what is bought, by its number of lines and their quantities.
        var isOrderable: Bool {
            let bought = bought
            return (1...OrderDraft.maxLines).contains(bought.count) && bought.allSatisfy { $0.bottles <= OrderDraft.maxQuantity }
        }
    }

    struct Line {
        let item: Int
        /// Negative: goods that came back. Never 0, and never beyond `LedgerRow.mostBottles`.
        let bottles: Int64
    }

    /// What stores and items are called by the ledger, in order of appearance.
    private(set) var stores: [String] = []
    private(set) var items: [String] = []
    private(set) var orders: [Order] = []
    /// Rows that say nothing, see `LedgerRow`.
    private(set) var unreadable = 0

    private var storeIndex: [String: Int] = [:]
    private var itemIndex: [String: Int] = [:]

    private struct Key: Hashable {
        let day: Int
        let store: Int
        let number: String
    }

    /// - Parameter path: a table with the columns date, order_no, store, item and bottles; packed by xz when its name ends so.
    /// - Throws: `SettingsError` naming the file.
    init(path: String, limit: Int?) throws {
        var records = DelimitedRecords(try LedgerFile.bytes(path), separator: UInt8(ascii: ","))
        guard records.next() else { throw SettingsError("\(path) is empty") }
        let columns = try LedgerRow.Columns(records.columns, path: path)
        var placeOf: [Key: Int] = [:]
        // Lines of an order mostly follow one another.
        var last: (key: Key, place: Int)?
        while records.next() {
            guard let row = LedgerRow(records, columns) else {
                unreadable += 1
                continue
            }
            let line = Line(item: Self.index(of: row.item, &itemIndex, &items), bottles: row.bottles)
            let key = Key(day: row.day, store: Self.index(of: row.store, &storeIndex, &stores), number: row.number)
            if let last, last.key == key {
                orders[last.place].lines.append(line)
                continue
            }
            let place = placeOf[key] ?? orders.count
            if place == orders.count {
                placeOf[key] = place
                orders.append(Order(date: row.date, store: key.store, number: row.number, lines: []))
            }
            orders[place].lines.append(line)
            last = (key, place)
        }
        // Stable by place: orders of a day stay as the ledger has them.
        orders = orders.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
        if let limit { orders = Array(orders.prefix(limit)) }
    }

    private static func index(of name: String, _ known: inout [String: Int], _ list: inout [String]) -> Int {
        if let index = known[name] { return index }
        known[name] = list.count
        list.append(name)
        return list.count - 1
    }
}
