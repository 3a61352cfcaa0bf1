extension Bool: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .bool }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(self ? 1 as UInt8 : 0)
        return true
    }

    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        guard cell.type == PostgresType.bool.oid, cell.bytes.count == 1 else { throw cell.unreadable(as: "Bool") }
        self = cell.bytes[0] != 0
    }
}

extension Double: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .float8 }

    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(bitPattern)
        return true
    }

    /// Reads `float8` and `float4`.
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        if cell.type == PostgresType.float8.oid, cell.bytes.count == 8 {
            self = Double(bitPattern: cell.load())
        } else if cell.type == PostgresType.float4.oid, cell.bytes.count == 4 {
            self = Double(Float(bitPattern: cell.load()))
        } else {
            throw cell.unreadable(as: "Double")
        }
    }
}
