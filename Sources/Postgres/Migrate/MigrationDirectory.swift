internal import Glibc

/// The `.sql` files of a directory.
struct MigrationDirectory {
    struct File {
        let version: Int
        let name: String
        let bytes: [UInt8]
    }

    let path: String

    /// - Throws: `MigrationError` when the directory or a file can't be read, or a `.sql` file isn't called `NNNN_name.sql`.
    func files() throws(MigrationError) -> [File] {
        guard let directory = opendir(path) else { throw MigrationError("no directory of migrations at \(path)") }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) { String(cString: $0) }
            }
            if name.hasSuffix(".sql"), !name.hasPrefix(".") { names.append(name) }
        }
        var files: [File] = []
        for name in names.sorted() {
            let stem = name.dropLast(4)
            let digits = stem.prefix(4), rest = stem.dropFirst(4)
            guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let version = Int(digits), rest.first == "_", rest.count > 1
            else { throw MigrationError("a migration must be called NNNN_name.sql, unlike \(name)") }
            files.append(File(version: version, name: String(rest.dropFirst()), bytes: try read(name)))
        }
        return files
    }

    private func read(_ name: String) throws(MigrationError) -> [UInt8] {
        guard let file = fopen(path + "/" + name, "rb") else { throw MigrationError("\(name) can't be read (errno \(errno))") }
        defer { fclose(file) }
        var bytes: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard ferror(file) == 0 else { throw MigrationError("\(name) can't be read (errno \(errno))") }
        return bytes
    }
}
