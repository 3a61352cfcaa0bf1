/// A `date`: days since 1970-01-01 in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable, PostgresEncodable, PostgresDecodable, RowDecodable {
    public var daysSince1970: Int32

    @inlinable public init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

    /// From 1970-01-01 to 2000-01-01.
    @inlinable static var daysTo2000: Int32 { 10_957 }

    @inlinable public static func < (one: Self, other: Self) -> Bool { one.daysSince1970 < other.daysSince1970 }

    @inlinable public static var postgresType: PostgresType { .date }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        let (shifted, overflow) = daysSince1970.subtractingReportingOverflow(Self.daysTo2000)
        if overflow { writer.refuse("a date is out of range") }
        writer.write(shifted)
        return true
    }

    /// `infinity` and `-infinity` are refused.
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        guard cell.type == PostgresType.date.oid, cell.bytes.count == 4 else { throw cell.unreadable(as: "Day") }
        let shifted: Int32 = cell.load()
        let (sum, overflow) = shifted.addingReportingOverflow(Self.daysTo2000)
        guard !overflow, shifted != .min else { throw cell.unreadable(as: "Day", "out of range") }
        daysSince1970 = sum
    }
}
