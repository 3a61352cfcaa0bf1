internal import CLibPQ

/// The results of one pipeline's statements, in order; owns libpq's memory.
struct PipelineResults: ~Copyable {
    private var results: [OpaquePointer] = []
    private var names: [any Statement.Type] = []
    private var next = 0

    init() {}

    deinit { for result in results { PQclear(result) } }

    mutating func keep(_ result: OpaquePointer, of statement: any Statement.Type) {
        results.append(result)
        names.append(statement)
    }

    /// Passes over the next statement's rows.
    mutating func skip() {
        next += 1
    }

    /// Decodes the next statement's rows.
    mutating func decode<S: Statement>(_ type: S.Type) throws -> Rows<S.Result> {
        guard next < results.count, names[next] == type else {
            throw PostgresError(kind: .decoding, statement: S.name, message: "the server gave no result for it")
        }
        defer { next += 1 }
        do {
            return try Rows(decoding: results[next])
        } catch var error as PostgresError {
            error.statement = S.name
            throw error
        }
    }
}
