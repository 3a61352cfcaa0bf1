/// What one pipeline will send: commands around bound statements. Kept by the connection and used again, so that its buffers are.
struct Batch: ~Copyable {
    enum Entry {
        case command(String)
        case statement(any Statement.Type, parameters: Range<Int>)
        case commit
    }

    private(set) var entries: [Entry] = []
    /// All that was asked for, sent or not: what metrics call the round trip, which would have too many names by what was needed of it.
    private(set) var asked: [any Statement.Type] = []
    var parameters = Parameters()
    /// The statement that can't be sent, and why.
    private(set) var refusal: PostgresError?

    init() {}

    mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        asked.removeAll(keepingCapacity: true)
        parameters.clear()
        refusal = nil
    }

    mutating func add(command sql: String) { entries.append(.command(sql)) }

    mutating func addCommit() { entries.append(.commit) }

    mutating func add<S: Statement>(_ statement: S) {
        asked.append(S.self)
        guard statement.isNeeded else { return }
        let first = parameters.slots.count
        statement.bind(&parameters)
        let count = parameters.slots.count - first
        entries.append(.statement(S.self, parameters: first..<first + count))
        guard refusal == nil else { return }
        if let reason = parameters.writer.refusal {
            refusal = PostgresError(kind: .invalidValue, statement: S.name, message: reason)
        } else if count > Int(UInt16.max) {
            refusal = PostgresError(kind: .invalidValue, statement: S.name, message: "\(count) parameters, at most 65535 can be sent")
        } else if parameters.slots[first...].contains(where: { $0.length > Int(Int32.max) / 2 }) {
            refusal = PostgresError(kind: .invalidValue, statement: S.name, message: "a parameter is longer than a gigabyte")
        }
    }

    var statements: [any Statement.Type] {
        entries.compactMap { if case .statement(let type, _) = $0 { type } else { nil } }
    }

    /// How the entry is called in errors and metrics.
    func label(at place: Int) -> String {
        switch entries[place] {
        case .command(let sql): String(sql.prefix { $0 != " " })
        case .statement(let type, _): type.name
        case .commit: "COMMIT"
        }
    }
}
