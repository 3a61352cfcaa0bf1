/// A `uuid`: 16 bytes in the order they are written, first byte highest in `high`.
public struct UUIDBytes: Hashable, Comparable, Sendable, PostgresEncodable, PostgresDecodable, RowDecodable {
    public var high: UInt64
    public var low: UInt64

    @inlinable public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    @inlinable public init(_ words: (UInt64, UInt64)) { self.init(high: words.0, low: words.1) }

    @inlinable public var words: (UInt64, UInt64) { (high, low) }

    @inlinable public static func < (one: Self, other: Self) -> Bool { one.words < other.words }

    @inlinable public static var postgresType: PostgresType { .uuid }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(high)
        writer.write(low)
        return true
    }

    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        guard cell.type == PostgresType.uuid.oid, cell.bytes.count == 16 else { throw cell.unreadable(as: "UUIDBytes") }
        self.init(high: cell.load(), low: cell.load(at: 8))
    }
}
