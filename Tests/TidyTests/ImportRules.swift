/// Which target may know which: the layering of the house.
enum ImportRules {
    /// What a target of `Sources` may import. Glibc, Foundation and Synchronization come with the toolchain and are named where they are
    /// allowed all the same. Tributary wires everything together and may import anything.
    static let allowed: [String: Set<String>] = [
        "Commerce": [],
        "Postgres": ["CLibPQ", "Glibc", "Logging", "Metrics", "ServiceLifecycle", "Synchronization"],
        "LocalPostgres": ["Glibc", "Logging", "Postgres", "ServiceLifecycle", "Subprocess", "Synchronization"],
        "Operations": [
            "AsyncHTTPClient", "Commerce", "Crypto", "Foundation", "Glibc", "HTTPTypes", "Logging", "Metrics", "NIOCore", "NIOHTTP1", "Postgres", "ServiceLifecycle",
            "SwiftCSV", "Synchronization",
        ],
        "API": [
            "Commerce", "Crypto", "Foundation", "Glibc", "HTTPTypes", "Hummingbird", "JWTKit", "Logging", "NIOCore", "Operations", "ServiceLifecycle", "Synchronization",
            "Yams",
        ],
    ]

    static func findings(in file: SourceFile, _ text: SwiftText) -> [Finding] {
        guard file.isProduct, file.target != "Tributary", file.target != "CLibPQ" else { return [] }
        guard let allowed = allowed[file.target] else { return [Finding(file, "is in a target without a rule: add one to ImportRules")] }
        return text.code.enumerated().compactMap { index, line in
            guard let module = importedModule(line), !allowed.contains(module) else { return nil }
            return Finding(file, line: index + 1, "\(file.target) may not import \(module)")
        }
    }

    /// - Returns: `Logging` for `package import struct Logging.Logger`, nil for a line that imports nothing.
    static func importedModule(_ line: Substring) -> String? {
        var words = line.split(separator: " ").filter { !$0.hasPrefix("@") }[...]
        let access: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        if let first = words.first, access.contains(first) { words.removeFirst() }
        guard words.popFirst() == "import" else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
        if let first = words.first, kinds.contains(first) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map(String.init)
    }
}
