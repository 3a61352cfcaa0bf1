import Foundation

/// A file of the repository, by its path in it.
struct SourceFile {
    let path: String
    let text: String

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
    /// `Commerce` for `Sources/Commerce/Stock/StockLevel.swift`, `TidyTests` for this one.
    var target: String { folders.count > 1 ? folders[1] : "" }
    var isProduct: Bool { path.hasPrefix("Sources/") }
    var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0) }
}

/// Something a rule found, where a person would look for it.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    let line: Int?
    let what: String

    init(_ file: SourceFile, line: Int? = nil, _ what: String) {
        path = file.path
        self.line = line
        self.what = what
    }

    var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(what)" }
}

enum Tree {
    static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    /// Every file with one of the endings below the folders, in order of path; hidden ones and folders left out.
    static func files(in folders: [String], endings: [String]) throws -> [SourceFile] {
        try folders.flatMap { folder in
            let names = try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
            return names.filter { name in endings.contains { name.hasSuffix($0) } && !name.split(separator: "/").contains { $0.hasPrefix(".") } }
                .sorted().map { "\(folder)/\($0)" }
        }.map { SourceFile(path: $0, text: try String(contentsOfFile: root + "/" + $0, encoding: .utf8)) }
    }
}
