/// Writes names and texts into SQL where parameters can't stand (DDL, SET, LISTEN).
enum Quoting {
    /// - Throws: `.invalidValue` for an empty name, one with NUL, or one longer than the 63 bytes that the server keeps.
    static func identifier(_ name: String) throws(PostgresError) -> String {
        guard !name.isEmpty, name.utf8.count <= 63, !name.utf8.contains(0) else {
            throw PostgresError(kind: .invalidValue, message: "a name must have 1 to 63 bytes and no NUL: \(name.debugDescription)")
        }
        return "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    static func literal(_ text: String) throws(PostgresError) -> String {
        guard !text.utf8.contains(0) else { throw PostgresError(kind: .invalidValue, message: "a text holds the character NUL") }
        let doubled = text.replacing("'", with: "''")
        // E'' reads backslashes the same under every setting of standard_conforming_strings.
        return doubled.utf8.contains(UInt8(ascii: "\\")) ? "E'" + doubled.replacing("\\", with: "\\\\") + "'" : "'" + doubled + "'"
    }
}
