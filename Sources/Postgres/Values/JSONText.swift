/// A JSON document as text, neither parsed nor checked here.
///
/// Bound as `json`, which assigns to `json` columns word for word and to `jsonb` columns too; write `$1::jsonb` where an operator wants `jsonb`.
public struct JSONText: Hashable, Sendable, PostgresEncodable, PostgresDecodable, RowDecodable {
    public var text: String

    @inlinable public init(_ text: String) { self.text = text }
    @inlinable public init(text: String) { self.text = text }

    @inlinable public static var postgresType: PostgresType { .json }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(text: text)
        return true
    }

    /// Reads `json` and `jsonb`.
    public init(decoding cell: Cell) throws(PostgresError) {
        guard !cell.isNull, cell.type == PostgresType.json.oid || cell.type == PostgresType.jsonb.oid else {
            throw cell.unreadable(as: "JSONText")
        }
        text = try cell.text(as: "JSONText")
    }
}
