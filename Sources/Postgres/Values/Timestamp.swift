/// A `timestamptz`: microseconds since 1970 UTC. The server counts from 2000; what doesn't fit its range is refused before sending.
public struct Timestamp: Hashable, Comparable, Sendable, PostgresEncodable, PostgresDecodable, RowDecodable {
    public var microsecondsSince1970: Int64

    @inlinable public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    /// The server's `infinity`, later than all other times.
    @inlinable public static var infinity: Self { .init(microsecondsSince1970: .max) }
    /// The server's `-infinity`, earlier than all other times.
    @inlinable public static var minusInfinity: Self { .init(microsecondsSince1970: .min) }

    /// From 1970-01-01 to 2000-01-01.
    @inlinable static var microsecondsTo2000: Int64 { 946_684_800_000_000 }

    @inlinable public static func < (one: Self, other: Self) -> Bool { one.microsecondsSince1970 < other.microsecondsSince1970 }

    @inlinable public static var postgresType: PostgresType { .timestamptz }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        if self == .infinity || self == .minusInfinity {
            writer.write(microsecondsSince1970)
            return true
        }
        let (shifted, overflow) = microsecondsSince1970.subtractingReportingOverflow(Self.microsecondsTo2000)
        if overflow { writer.refuse("a time is out of range") }
        writer.write(shifted)
        return true
    }

    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        guard cell.type == PostgresType.timestamptz.oid, cell.bytes.count == 8 else { throw cell.unreadable(as: "Timestamp") }
        let shifted: Int64 = cell.load()
        if shifted == .max || shifted == .min {
            microsecondsSince1970 = shifted
        } else {
            let (sum, overflow) = shifted.addingReportingOverflow(Self.microsecondsTo2000)
            if overflow { throw cell.unreadable(as: "Timestamp", "out of range") }
            microsecondsSince1970 = sum
        }
    }
}
