import Foundation

/// A small table in a file, its columns found by the names in its first line, whatever their case. A file without lines has neither columns nor
/// rows. See `DelimitedRecords` for what is understood.
struct DelimitedFile {
    let columns: [String: Int]
    let rows: [[String]]

    /// - Throws: `SettingsError` naming the file when it can't be read.
    init(path: String, separator: Character) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw SettingsError("\(path) can't be read") }
        var records = DelimitedRecords([UInt8](data), separator: separator.asciiValue ?? UInt8(ascii: ","))
        columns = records.next() ? records.columns : [:]
        var rows: [[String]] = []
        while records.next() { rows.append(records.fields.map { records.text($0) }) }
        self.rows = rows
    }

    /// - Returns: nil when the row, or the table, has no such column, or nothing in it.
    func value(_ row: [String], _ column: String) -> String? {
        guard let index = columns[column.lowercased()], index < row.count, !row[index].isEmpty else { return nil }
        return row[index]
    }
}

extension String {
    /// Without control characters, damaged characters and separators, so that it can be a name anywhere.
    var asName: String {
        let kept = unicodeScalars.filter {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0xFFFD && $0.value != 0xFEFF && $0 != "," && $0 != "\""
        }
        let name = String(String.UnicodeScalarView(kept.prefix(120))).trimmingCharacters(in: .whitespaces)
        return name.isEmpty ? "?" : name
    }
}
