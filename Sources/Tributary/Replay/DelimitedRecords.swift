import Foundation

/// The records of a delimited text, read from its bytes one after the other.
///
/// Lines end with LF, CR or both; blank ones are no records, and a byte-order mark at the head is passed over. A field loses the blanks around
/// it; one in quotes may hold the separator and doubled quotes. Quotes end on their line: one that isn't closed there, or that something
/// follows, is a character like any other, so that a damaged row never swallows those after it.
struct DelimitedRecords {
    struct Field {
        let range: Range<Int>
        let holdsDoubledQuotes: Bool
    }

    let bytes: [UInt8]
    /// Of the record that was read last; empty before the first.
    private(set) var fields: [Field] = []
    private let separator: UInt8
    private var place = 0

    private static let quote = UInt8(ascii: "\"")

    init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
        while bytes[place...].starts(with: [0xEF, 0xBB, 0xBF]) { place += 3 }
    }

    /// Reads the next record into `fields`.
    /// - Returns: false when there is none.
    mutating func next() -> Bool {
        while place < bytes.count {
            let start = place
            var end = start
            var isBlank = true
            while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
                if bytes[end] > 0x20 { isBlank = false }
                end += 1
            }
            place = end + 1
            guard !isBlank else { continue }
            split(start..<end)
            return true
        }
        return false
    }

    /// The text of a field; bytes that are no UTF-8 become U+FFFD.
    func text(_ field: Field) -> String {
        let text = String(decoding: bytes[field.range], as: UTF8.self)
        return field.holdsDoubledQuotes ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
    }

    /// Where each column is, by its name in lower case, when the record that was read last is a header. Of two with one name the first counts.
    var columns: [String: Int] {
        Dictionary(fields.enumerated().map { (text($1).lowercased(), $0) }) { first, _ in first }
    }

    private mutating func split(_ line: Range<Int>) {
        fields.removeAll(keepingCapacity: true)
        var start = line.lowerBound
        while true {
            let (field, end) = quoted(from: start, to: line.upperBound) ?? plain(from: start, to: line.upperBound)
            fields.append(field)
            guard end < line.upperBound else { return }
            start = end + 1
        }
    }

    private func plain(from start: Int, to limit: Int) -> (Field, end: Int) {
        var end = start
        while end < limit, bytes[end] != separator { end += 1 }
        return (Field(range: trimmed(start..<end), holdsDoubledQuotes: false), end)
    }

    /// - Returns: nil when what begins here is no quoted field.
    private func quoted(from start: Int, to limit: Int) -> (Field, end: Int)? {
        var open = start
        while open < limit, isBlank(bytes[open]) { open += 1 }
        guard open < limit, bytes[open] == Self.quote else { return nil }
        var close = open + 1
        var holdsDoubledQuotes = false
        while close < limit {
            if bytes[close] == Self.quote {
                guard close + 1 < limit, bytes[close + 1] == Self.quote else { break }
                holdsDoubledQuotes = true
                close += 1
            }
            close += 1
        }
        guard close < limit else { return nil }
        var end = close + 1
        while end < limit, isBlank(bytes[end]) { end += 1 }
        guard end == limit || bytes[end] == separator else { return nil }
        return (Field(range: trimmed(open + 1..<close), holdsDoubledQuotes: holdsDoubledQuotes), end)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 && byte != separator }
}
