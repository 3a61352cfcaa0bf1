/// A `bytea`.
public struct Bytes: Hashable, Sendable, PostgresEncodable, PostgresDecodable, RowDecodable {
    public var bytes: [UInt8]

    @inlinable public init(_ bytes: [UInt8]) { self.bytes = bytes }
    @inlinable public init(bytes: [UInt8]) { self.bytes = bytes }

    @inlinable public static var postgresType: PostgresType { .bytea }

    public func encode(into writer: inout ValueWriter) -> Bool {
        bytes.withUnsafeBytes { writer.write(bytes: $0) }
        return true
    }

    public init(decoding cell: Cell) throws(PostgresError) {
        guard !cell.isNull, cell.type == PostgresType.bytea.oid else { throw cell.unreadable(as: "Bytes") }
        bytes = Array(cell.bytes)
    }
}
