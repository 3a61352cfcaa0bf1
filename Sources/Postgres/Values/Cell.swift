internal import CLibPQ

/// One value of a result as the server sent it. Valid only while its row is being read.
public struct Cell {
    @usableFromInline let result: OpaquePointer
    /// From 0.
    public let column: Int32
    public let type: UInt32
    public let isNull: Bool
    /// Empty when NULL.
    public let bytes: UnsafeRawBufferPointer

    @usableFromInline init(result: OpaquePointer, column: Int32, type: UInt32, isNull: Bool, bytes: UnsafeRawBufferPointer) {
        self.result = result
        self.column = column
        self.type = type
        self.isNull = isNull
        self.bytes = bytes
    }

    /// An element of an array or another part of this cell.
    @inlinable func part(type: UInt32, isNull: Bool, bytes: UnsafeRawBufferPointer) -> Cell {
        Cell(result: result, column: column, type: type, isNull: isNull, bytes: bytes)
    }

    /// Big-endian, at a byte offset. The caller has checked that the bytes are there.
    @inlinable func load<I: FixedWidthInteger>(_ type: I.Type = I.self, at offset: Int = 0) -> I {
        I(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: I.self))
    }

    /// The error of a cell that can't be read; it names the column and never holds the value.
    @inline(never)
    public func unreadable(as expected: String, _ reason: String? = nil) -> PostgresError {
        let name = PQfname(result, column).map { String(cString: $0) } ?? "?"
        let found = isNull ? "NULL" : "type \(type)"
        return PostgresError(
            kind: .decoding,
            message: "column \(column + 1) (\(name)): \(found) can't be read as \(expected)" + (reason.map { ", \($0)" } ?? ""))
    }
}
