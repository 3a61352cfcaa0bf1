internal import CLibPQ

extension Connection {
    /// Runs SQL with any number of statements and without parameters; results are dropped. Without BEGIN in it, it is one transaction.
    public func script(_ sql: String) async throws {
        if Task.isCancelled { throw PostgresError(kind: .cancelled, message: "cancelled before it was sent") }
        interrupt.reset()
        try await withTaskCancellationHandler {
            do throws(PostgresError) {
                try runScript(sql)
            } catch {
                metrics.record(error)
                throw error
            }
        } onCancel: {
            interrupt.request()
        }
    }

    func runScript(_ sql: String) throws(PostgresError) {
        let session = try beginSimple(sql)
        defer { endSimple(session) }
        let (_, failure) = try collect(on: session)
        if let failure { throw failure }
    }

    /// Leaves pipeline mode, in which scripts and COPY can't run, and sends.
    func beginSimple(_ sql: String) throws(PostgresError) -> Session {
        guard !sql.utf8.contains(0) else { throw PostgresError(kind: .invalidValue, message: "the SQL holds the character NUL") }
        let session = try usableSession()
        session.beginExchange(statementCount: 1 + sql.utf8.count { $0 == UInt8(ascii: ";") })
        machine.clear()
        guard PQexitPipelineMode(session.pointer) == 1, PQsendQuery(session.pointer, sql) == 1 else { throw lost(session.message) }
        return session
    }

    func endSimple(_ session: Session) {
        if self.session != nil, PQenterPipelineMode(session.pointer) != 1 { close() }
        noteState()
    }

    /// Takes results until there are none.
    /// - Returns: the rows that the last command touched, and the first error of the server.
    func collect(on session: Session) throws(PostgresError) -> (affected: Int, failure: PostgresError?) {
        var affected = 0
        var failure: PostgresError?
        while true {
            do { try session.awaitResult() } catch { throw lapsed(error, after: failure) }
            guard let result = PQgetResult(session.pointer) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                affected = Int(String(cString: PQcmdTuples(result))) ?? 0
            case PGRES_FATAL_ERROR:
                if failure == nil { failure = cancelledOrNot(PostgresError(result: result, statement: nil), on: session) }
            default:
                throw lost("a script can't hold COPY")
            }
        }
        if session.isBad { throw failure ?? lost(session.message) }
        return (affected, failure)
    }
}
