/// What one row of the ledger says of a line.
struct LedgerRow {
    /// Where the columns that count are.
    struct Columns {
        let date: Int
        let number: Int
        let store: Int
        let item: Int
        let bottles: Int

        /// - Throws: `SettingsError` naming the columns that are missing.
        init(_ columns: [String: Int], path: String) throws {
            let names = ["date", "order_no", "store", "item", "bottles"]
            let places = names.compactMap { columns[$0] }
            guard places.count == names.count else {
                let missing = names.filter { columns[$0] == nil }
                throw SettingsError("\(path) has no column \(missing.joined(separator: ", "))")
            }
            (date, number, store, item, bottles) = (places[0], places[1], places[2], places[3], places[4])
        }
    }

    /// Beyond this a number of bottles is a slip, whatever its sign.
    static let mostBottles: Int64 = 1_000_000_000

    /// As one number, 20190102.
    let day: Int
    let date: String
    let number: String
    let store: String
    let item: String
    let bottles: Int64

    /// - Returns: nil when the record says nothing: too few columns, no day of the calendar, an empty name, a number of bottles that is none, 0 or
    ///   absurd.
    init?(_ records: DelimitedRecords, _ columns: Columns) {
        let fields = records.fields
        let last = max(columns.date, columns.number, columns.store, columns.item, columns.bottles)
        guard last < fields.count, !fields[columns.number].range.isEmpty, !fields[columns.store].range.isEmpty, !fields[columns.item].range.isEmpty,
            let day = Self.day(records.bytes[fields[columns.date].range]),
            let bottles = Self.wholeNumber(records.bytes[fields[columns.bottles].range]), bottles != 0
        else { return nil }
        self.day = day
        self.bottles = bottles
        date = records.text(fields[columns.date])
        number = records.text(fields[columns.number])
        store = records.text(fields[columns.store])
        item = records.text(fields[columns.item])
    }

    /// `2019-01-02`, of the Gregorian calendar.
    private static func day(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count == 10 else { return nil }
        var parts = (year: 0, month: 0, day: 0)
        for (position, byte) in bytes.enumerated() {
            if position == 4 || position == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = digit(byte) else { return nil }
            switch position {
            case 0..<4: parts.year = parts.year * 10 + Int(digit)
            case 5..<7: parts.month = parts.month * 10 + Int(digit)
            default: parts.day = parts.day * 10 + Int(digit)
            }
        }
        guard parts.year > 0, (1...12).contains(parts.month), (1...days(of: parts.month, in: parts.year)).contains(parts.day) else { return nil }
        return parts.year * 10_000 + parts.month * 100 + parts.day
    }

    private static func days(of month: Int, in year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func wholeNumber(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var digits = bytes
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        var number: Int64 = 0
        for byte in digits {
            guard let digit = digit(byte) else { return nil }
            number = number * 10 + digit
            guard number <= mostBottles else { return nil }
        }
        return isNegative ? -number : number
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}
