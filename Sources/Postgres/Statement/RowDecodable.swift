/// A row of a result, read column by column from the left.
public protocol RowDecodable: Sendable {
    init(from row: inout RowReader) throws
}

/// The row of a statement whose rows, if any, aren't read.
public struct NoRow: RowDecodable {
    public init() {}
    public init(from row: inout RowReader) {}
}

/// A single column stands for a row.
extension RowDecodable where Self: PostgresDecodable {
    @inlinable public init(from row: inout RowReader) throws {
        self = try row.next()
    }
}

extension Optional: RowDecodable where Wrapped: PostgresDecodable {}
