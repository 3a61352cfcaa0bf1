/// One migration: a file `NNNN_name.sql`.
public struct Migration: Hashable, Sendable {
    /// From 1, without gaps.
    public let version: Int
    public let name: String
    /// SHA-256 of the file in lower-case hex.
    public let checksum: String

    public init(version: Int, name: String, checksum: String) {
        self.version = version
        self.name = name
        self.checksum = checksum
    }

    /// `NNNN_name.sql`
    var fileName: String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name + ".sql"
    }
}
