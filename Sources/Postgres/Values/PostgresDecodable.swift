/// A value that can be read from a cell in binary format.
public protocol PostgresDecodable: Sendable {
    /// - Throws: `PostgresError` of kind `.decoding` when the cell is NULL, of another type, or out of range.
    init(decoding cell: Cell) throws(PostgresError)
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        self = cell.isNull ? nil : try Wrapped(decoding: cell)
    }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    @inlinable public init(decoding cell: Cell) throws(PostgresError) {
        guard let value = Self(rawValue: try RawValue(decoding: cell)) else { throw cell.unreadable(as: "\(Self.self)", "no such case") }
        self = value
    }
}
