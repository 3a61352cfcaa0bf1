import Foundation
import TestSupport
import Testing

/// The demo brand's files as the repository has them. They hold no quoted fields, which `rows` insists on.
enum SeedFiles {
    static func rows(_ name: String) throws -> [Row] {
        let text = try String(contentsOfFile: Repository.seed + "/" + name, encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = try #require(lines.first)
        return try lines.dropFirst().map { fields in
            try #require(fields.count == header.count && !fields.contains { $0.contains("\"") }, "\(name): \(fields)")
            return Row(fields: Dictionary(uniqueKeysWithValues: zip(header, fields)))
        }
    }

    struct Row {
        let fields: [String: String]

        subscript(_ column: String) -> String { fields[column] ?? "no column \(column)" }

        func number(_ column: String) throws -> Int64 {
            try #require(Int64(self[column]), "\(column) is \(self[column])")
        }
    }
}
