internal import CLibPQ

/// The decoded rows of one statement.
public struct Rows<Row: RowDecodable>: RandomAccessCollection, Sendable {
    private let rows: [Row]
    /// Rows inserted, updated, deleted or selected, as the server counts them.
    public let affected: Int

    /// For tests that need rows without a server.
    public init(_ rows: [Row], affected: Int? = nil) {
        self.rows = rows
        self.affected = affected ?? rows.count
    }

    public var startIndex: Int { rows.startIndex }
    public var endIndex: Int { rows.endIndex }
    public subscript(position: Int) -> Row { rows[position] }

    init(decoding result: OpaquePointer) throws {
        affected = Int(String(cString: PQcmdTuples(result))) ?? 0
        if Row.self == NoRow.self {
            rows = []
            return
        }
        let count = PQntuples(result), columns = PQnfields(result)
        var rows: [Row] = []
        rows.reserveCapacity(Int(count))
        for row in 0..<count {
            var reader = RowReader(result: result, row: row, columns: columns)
            rows.append(try Row(from: &reader))
        }
        self.rows = rows
    }
}
