extension String: PostgresEncodable, PostgresDecodable, RowDecodable {
    @inlinable public static var postgresType: PostgresType { .text }

    /// A text that holds NUL is refused before anything is sent.
    @inlinable public func encode(into writer: inout ValueWriter) -> Bool {
        writer.write(text: self)
        return true
    }

    /// Reads `text`, `varchar`, `char`, `name`, `json`, `jsonb` and the labels of enumerations. Types whose binary form isn't text are refused;
    /// cast them in SQL.
    public init(decoding cell: Cell) throws(PostgresError) {
        guard !cell.isNull else { throw cell.unreadable(as: "String") }
        self = try cell.text(as: "String")
    }
}

extension Cell {
    /// Built-in types whose binary form isn't the text that one would expect. Enumerations and extension types have numbers above these.
    private static let binaryTypes: Set<UInt32> = [
        16, 17, 20, 21, 23, 24, 26, 27, 28, 29, 600, 650, 700, 701, 718, 790, 829, 869, 1082, 1083, 1114, 1184, 1186, 1266, 1560, 1562, 1700, 2202,
        2203, 2205, 2206, 2249, 2950, 2970, 3220, 3614, 3615, 3904, 3906, 3908, 3910, 3912, 3926, 5038, 5069,
        199, 1000, 1001, 1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1028, 1115, 1182, 1185, 1231, 2951, 3807,
    ]

    func text(as expected: String) throws(PostgresError) -> String {
        var utf8 = bytes
        if type == PostgresType.jsonb.oid {
            // The first byte is the version of the format, 1 until now (`jsonb_send`).
            guard utf8.first == 1 else { throw unreadable(as: expected, "unknown version") }
            utf8 = UnsafeRawBufferPointer(rebasing: utf8[1...])
        } else if type != PostgresType.text.oid, Self.binaryTypes.contains(type) {
            throw unreadable(as: expected)
        }
        guard let text = String(validating: utf8, as: UTF8.self) else { throw unreadable(as: expected, "not UTF-8") }
        return text
    }
}
