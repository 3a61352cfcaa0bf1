internal import Metrics

/// How long round trips take and how they fail, by what was sent. A pipeline's statements share one answer from the server, so its label is
/// their names joined by `+`.
struct StatementMetrics {
    private let pool: String
    private var timers: [[ObjectIdentifier]: Timer] = [:]
    private var errors: [PostgresError.Kind: Counter] = [:]

    init(pool: String) { self.pool = pool }

    mutating func record(_ statements: [any Statement.Type], commits: Bool, nanoseconds: Int64) {
        guard !statements.isEmpty || commits else { return }
        var key = statements.map { ObjectIdentifier($0) }
        if commits { key.append(ObjectIdentifier(StatementMetrics.self)) }
        let timer =
            timers[key]
            ?? Timer(
                label: "postgres_statement_duration",
                dimensions: [
                    ("pool", pool), ("statement", (statements.map { $0.name } + (commits ? ["COMMIT"] : [])).joined(separator: "+")),
                ])
        timers[key] = timer
        timer.recordNanoseconds(nanoseconds)
    }

    mutating func record(_ error: PostgresError) {
        let counter =
            errors[error.kind] ?? Counter(label: "postgres_errors_total", dimensions: [("pool", pool), ("kind", error.kind.rawValue)])
        errors[error.kind] = counter
        counter.increment()
    }
}
