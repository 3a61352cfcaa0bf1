import Glibc

/// One CSV file of a seed, read in chunks: what COPY is fed with. The offset lives in the open file, not here.
final class SeedFile: Sendable {
    let table: SeedTable
    private let descriptor: Int32

    private static let chunkBytes = 1 << 16

    /// - Returns: nil when a brand may be without the file and is.
    static func find(_ table: SeedTable, in directory: String) throws -> SeedFile? {
        if table == .storefronts, access("\(directory)/\(table.file)", F_OK) != 0 { return nil }
        return try SeedFile(directory: directory, table: table)
    }

    /// - Throws: `SeedRefusal.unreadable`.
    init(directory: String, table: SeedTable) throws {
        self.table = table
        let opened = open("\(directory)/\(table.file)", O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw SeedRefusal.unreadable(file: table.file) }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }

    /// Back to the start, for a transaction that is tried again.
    func rewind() throws {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw SeedRefusal.unreadable(file: table.file) }
    }

    /// - Returns: nil at the end of the file.
    func nextChunk() throws -> [UInt8]? {
        var count = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, initialized in
            repeat {
                count = read(descriptor, buffer.baseAddress, buffer.count)
            } while count < 0 && errno == EINTR
            initialized = max(count, 0)
        }
        guard count >= 0 else { throw SeedRefusal.unreadable(file: table.file) }
        return count == 0 ? nil : chunk
    }
}
