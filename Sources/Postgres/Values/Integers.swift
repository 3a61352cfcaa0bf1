extension Int16: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .int2 }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(self)
        return true
    }

    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        guard cell.type == PostgresType.int2.oid, cell.bytes.count == 2 else { throw cell.unreadable(as: "Int16") }
        self = cell.load()
    }
}

extension Int32: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .int4 }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(self)
        return true
    }

    /// Reads `int4` and `int2`.
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        if cell.type == PostgresType.int4.oid, cell.bytes.count == 4 {
            self = cell.load()
        } else if cell.type == PostgresType.int2.oid, cell.bytes.count == 2 {
            self = Int32(cell.load(Int16.self))
        } else {
            throw cell.unreadable(as: "Int32")
        }
    }
}

extension Int64: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .int8 }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(self)
        return true
    }

    /// Reads `int8`, `int4`, `int2`, `oid`, `xid8`, and a `numeric` without a fraction (what `sum` of `int8` gives).
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        if cell.type == PostgresType.int8.oid, cell.bytes.count == 8 {
            self = cell.load()
        } else {
            self = try cell.widerInteger()
        }
    }
}

extension Int: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .int8 }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(Int64(self))
        return true
    }

    /// Like `Int64`.
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        self = Int(try Int64(decoding: cell))
    }
}

extension Cell {
    /// The less usual types that `Int64` reads.
    @usableFromInline @inline(never) func widerInteger() throws(PostgresError) -> Int64 {
        switch (type, bytes.count) {
        case (PostgresType.int4.oid, 4): return Int64(load(Int32.self))
        case (PostgresType.int2.oid, 2): return Int64(load(Int16.self))
        case (PostgresType.oid.oid, 4): return Int64(load(UInt32.self))
        case (PostgresType.xid8.oid, 8):
            guard let id = Int64(exactly: load(UInt64.self)) else { throw unreadable(as: "Int64", "out of range") }
            return id
        case (PostgresType.numeric.oid, 8...): return try integralNumeric()
        default: throw unreadable(as: "Int64")
        }
    }

    /// `numeric` in binary: count of digits, weight of the first, sign, display scale, then digits to the base 10,000 (`numeric_send` in
    /// PostgreSQL's `numeric.c`).
    private func integralNumeric() throws(PostgresError) -> Int64 {
        let count = Int(load(Int16.self)), weight = Int(load(Int16.self, at: 2)), sign = load(UInt16.self, at: 4)
        guard sign == 0 || sign == 0x4000, bytes.count == 8 + 2 * count else { throw unreadable(as: "Int64", "not a number") }
        var value: Int64 = 0
        for place in 0..<max(count, weight + 1) {
            let digit = place < count ? Int64(load(Int16.self, at: 8 + 2 * place)) : 0
            if place > weight {
                guard digit == 0 else { throw unreadable(as: "Int64", "it has a fraction") }
                continue
            }
            // Digits are taken from zero downwards when negative, so that Int64.min is reached without overflow.
            let (scaled, first) = value.multipliedReportingOverflow(by: 10_000)
            let (next, second) = sign == 0 ? scaled.addingReportingOverflow(digit) : scaled.subtractingReportingOverflow(digit)
            guard !first, !second else { throw unreadable(as: "Int64", "out of range") }
            value = next
        }
        return value
    }
}
