import Foundation

/// A table of text in a file, its columns found by the names in its first line. Bytes that are no UTF-8 become U+FFFD, and a byte-order mark
/// at the head is passed over.
struct DelimitedFile {
    let columns: [String: Int]
    let rows: [[Substring]]

    init(path: String, separator: Character) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw SettingsError("\(path) can't be read") }
        var text = String(decoding: data, as: UTF8.self)
        if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
        let lines = text.split(whereSeparator: \.isNewline)
        guard let head = lines.first else { throw SettingsError("\(path) is empty") }
        columns = Dictionary(
            head.split(separator: separator, omittingEmptySubsequences: false).enumerated().map { ($1.trimmingCharacters(in: .whitespaces), $0) },
            uniquingKeysWith: { first, _ in first })
        rows = lines.dropFirst().map { $0.split(separator: separator, omittingEmptySubsequences: false) }
    }

    func value(_ row: [Substring], _ column: String) -> String? {
        guard let index = columns[column], index < row.count else { return nil }
        let value = row[index].trimmingCharacters(in: .whitespaces)
        return value.isEmpty ? nil : value
    }
}

extension String {
    /// Without control characters, damaged characters and separators, so that it can be a name anywhere.
    var asName: String {
        let kept = unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xFFFD && $0 != "," && $0 != "\"" }
        let name = String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespaces)
        return name.isEmpty ? "?" : String(name.prefix(120))
    }
}
