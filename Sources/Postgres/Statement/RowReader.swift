internal import CLibPQ

/// Hands out the columns of one row from left to right, straight from libpq's memory.
public struct RowReader {
    private let result: OpaquePointer
    private let row: Int32
    private let columns: Int32
    private var column: Int32 = 0

    init(result: OpaquePointer, row: Int32, columns: Int32) {
        self.result = result
        self.row = row
        self.columns = columns
    }

    /// The next column. `T` may be optional, then NULL is nil.
    /// - Throws: `PostgresError` of kind `.decoding`.
    @inlinable public mutating func next<T: PostgresDecodable>(_ type: T.Type = T.self) throws(PostgresError) -> T {
        try T(decoding: nextCell())
    }

    @usableFromInline mutating func nextCell() throws(PostgresError) -> Cell {
        guard column < columns else {
            throw PostgresError(kind: .decoding, message: "the result has \(columns) columns, more are being read")
        }
        defer { column += 1 }
        let isNull = PQgetisnull(result, row, column) != 0
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        return Cell(result: result, column: column, type: PQftype(result, column), isNull: isNull, bytes: bytes)
    }
}
