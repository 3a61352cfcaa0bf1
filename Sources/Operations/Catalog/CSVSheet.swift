package import Commerce
import SwiftCSV

/// A sheet as spreadsheets write it: comma-separated values (RFC 4180) in UTF-8, with or without a byte order mark, the first row naming
/// the columns. Cells come without the spaces around them.
package struct CSVSheet: Sendable {
    package struct Row: Sendable {
        /// Counted from 1, the first row below the header; empty rows count, so that it is the row a spreadsheet shows less one.
        package let number: Int
        package let cells: [String]
    }

    package let columns: [String]
    /// Rows that have anything in them. A row may have more or fewer cells than there are columns.
    package let rows: [Row]

    /// - Parameter rowLimit: how many rows below the header are taken.
    /// - Throws: `SheetRefusal` when no rows can be told apart.
    package init(_ bytes: [UInt8], rowLimit: Int) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw SheetRefusal.notUTF8 }
        var read: [[String]] = []
        do {
            // The rows are read by the enumeration below, not by the initialiser. Without an end of line the parser drops an empty last cell.
            let csv = try EnumeratedCSV(
                string: text.hasSuffix("\n") ? text : text + "\n", delimiter: .comma, loadColumns: false, rowLimit: 0)
            try csv.enumerateAsArray(startAt: 0, rowLimit: rowLimit + 2) { read.append($0.map(Self.trimmed)) }
        } catch is CSVParseError {
            throw SheetRefusal.malformed(row: read.count)
        }
        // A quote that is never closed takes the rest of the file into its cell without a word of the parser.
        guard bytes.count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 0 else { throw SheetRefusal.malformed(row: max(0, read.count - 1)) }
        guard let header = read.first, header.contains(where: { !$0.isEmpty }) else { throw SheetRefusal.empty }
        guard read.count - 1 <= rowLimit else { throw SheetRefusal.tooManyRows(limit: rowLimit) }
        columns = header
        rows = read.enumerated().dropFirst().compactMap { number, cells in
            cells.allSatisfy(\.isEmpty) ? nil : Row(number: number, cells: cells)
        }
    }

    /// Where each of the fields stands among the columns.
    /// - Throws: `SheetRefusal.columns` naming every column that is unknown, comes twice or is missing.
    package func places<Field: RawRepresentable<String> & CaseIterable & Hashable>(
        of fields: Field.Type, required: (Field) -> Bool
    ) throws -> [Field: Int] {
        var places: [Field: Int] = [:]
        var faults: [Fault] = []
        for (place, column) in columns.enumerated() {
            guard let field = Field.allCases.first(where: { $0.rawValue == column }) else {
                faults.append(Fault("/" + column, "UNKNOWN_FIELD", "There is no column of this name here."))
                continue
            }
            if places.updateValue(place, forKey: field) != nil {
                faults.append(Fault("/" + column, "DUPLICATE_KEY", "\(column) comes more than once."))
            }
        }
        for field in Field.allCases where required(field) && places[field] == nil {
            faults.append(Fault("/" + field.rawValue, "MISSING", "The column \(field.rawValue) is missing."))
        }
        guard faults.isEmpty else { throw SheetRefusal.columns(faults) }
        return places
    }

    private static func trimmed(_ cell: String) -> String {
        let space: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{3000}" || $0 == "\u{A0}" }
        let scalars = cell.unicodeScalars
        guard let first = scalars.firstIndex(where: { !space($0) }), let last = scalars.lastIndex(where: { !space($0) }) else { return "" }
        return String(scalars[first...last])
    }
}

/// Why a sheet is not read at all. What is wrong with single rows is a `RowFault`.
package enum SheetRefusal: Refusal, Equatable {
    case notUTF8
    case empty
    /// A quote stands where none may, or is never closed; 0 is the header.
    case malformed(row: Int)
    case tooManyRows(limit: Int)
    case columns([Fault])

    package var reason: Reason {
        switch self {
        case .notUTF8:
            return Reason(.unreadable, "MALFORMED_CSV", "The sheet is not UTF-8.")
        case .empty:
            return Reason(.invalid, "MISSING", "The sheet has no header.")
        case .malformed(let row):
            return Reason(
                .unreadable, "MALFORMED_CSV", "The quotes of row \(row) don't match (0 is the header).", figures: [Figure("row", Int64(row))])
        case .tooManyRows(let limit):
            return Reason(
                .invalid, "TOO_MANY_ROWS", "The sheet may have at most \(limit) rows.", figures: [Figure("limit", Int64(limit))])
        case .columns(let faults):
            return .invalid(faults) ?? Reason(.invalid, "MISSING", "The sheet has no header.")
        }
    }
}
