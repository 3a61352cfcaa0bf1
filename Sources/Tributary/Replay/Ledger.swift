import Foundation

/// The orders of a real ledger, in time order. An order is a store, a date and a number: numbers are used again by other stores on other days.
struct Ledger {
    struct Order {
        /// As it is written: `2019-01-02`. Sorts in time order.
        let date: String
        let store: Int
        let number: String
        var lines: [Line]
    }

    struct Line {
        let item: Int
        /// Negative: goods that came back.
        let bottles: Int64
    }

    /// Codes of stores and items as the ledger names them, in order of appearance.
    private(set) var stores: [String] = []
    private(set) var items: [String] = []
    private(set) var orders: [Order] = []
    /// Rows that say nothing: too few columns, a number that is none, no bottles.
    private(set) var unreadable = 0

    private var storeIndex: [Substring: Int] = [:]
    private var itemIndex: [Substring: Int] = [:]

    /// - Parameter path: `date,order_no,line_no,store,item,bottles,sale_cents`; packed by xz when its name ends so.
    init(path: String, limit: Int?) throws {
        var text = String(decoding: try Self.bytes(path), as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        var placeOf: [String: Int] = [:]
        var columns: [Substring: Int] = [:]
        for row in text.split(whereSeparator: \.isNewline) {
            let fields = row.split(separator: ",", omittingEmptySubsequences: false)
            if columns.isEmpty {
                columns = Dictionary(fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
                continue
            }
            func field(_ name: Substring) -> Substring? { columns[name].flatMap { $0 < fields.count ? fields[$0] : nil } }
            guard let date = field("date"), date.count == 10, let number = field("order_no"), let store = field("store"), let item = field("item"),
                let bottles = field("bottles").flatMap({ Int64($0) }), bottles != 0, !store.isEmpty, !item.isEmpty
            else {
                unreadable += 1
                continue
            }
            let key = "\(date) \(store) \(number)"
            let line = Line(item: Self.index(of: item, &itemIndex, &items), bottles: bottles)
            if let place = placeOf[key] {
                orders[place].lines.append(line)
            } else {
                placeOf[key] = orders.count
                orders.append(Order(date: String(date), store: Self.index(of: store, &storeIndex, &stores), number: String(number), lines: [line]))
            }
        }
        // Stable by place: orders of a day stay as the ledger has them.
        orders = orders.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
        if let limit { orders = Array(orders.prefix(limit)) }
    }

    private static func index(of code: Substring, _ known: inout [Substring: Int], _ list: inout [String]) -> Int {
        if let index = known[code] { return index }
        known[code] = list.count
        list.append(String(code))
        return list.count - 1
    }

    private static func bytes(_ path: String) throws -> Data {
        guard path.hasSuffix(".xz") else {
            guard let data = FileManager.default.contents(atPath: path) else { throw SettingsError("\(path) can't be read") }
            return data
        }
        let unpacked = Process()
        let output = Pipe()
        unpacked.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpacked.arguments = ["xz", "-dc", path]
        unpacked.standardOutput = output
        try unpacked.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        unpacked.waitUntilExit()
        guard unpacked.terminationStatus == 0 else { throw SettingsError("\(path) can't be unpacked") }
        return data
    }
}
