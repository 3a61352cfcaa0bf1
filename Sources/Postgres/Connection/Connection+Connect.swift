internal import CLibPQ

extension Connection {
    func connect(_ configuration: DatabaseConfiguration) throws(PostgresError) {
        do throws(PostgresError) {
            let script = try configuration.sessionScript()
            let session = try Session(connecting: configuration.connectionWords, interrupt: interrupt, logger: logger)
            session.statementTimeoutMilliseconds = Int64(configuration.connectTimeoutSeconds) * 1000
            self.session = session
            try runScript(script)
            let timeout = configuration.statementTimeoutMilliseconds
            session.statementTimeoutMilliseconds = timeout > 0 ? Int64(timeout) : nil
            guard PQenterPipelineMode(session.pointer) == 1 else {
                throw PostgresError(kind: .connectFailed, message: session.message)
            }
            noteState()
        } catch {
            session = nil
            state.current = .closed
            guard error.kind != .invalidValue else { throw error }
            // libpq quotes a malformed URL, which may hold a password.
            var failure = PostgresError(
                kind: .connectFailed, message: error.message.replacing(configuration.url, with: "the database URL"))
            failure.sqlState = error.sqlState
            throw failure
        }
    }

    /// Publishes what the last exchange left behind; a connection that broke is given up.
    func noteState() {
        guard let session, !session.isBad else {
            close()
            return
        }
        switch PQtransactionStatus(session.pointer) {
        case PQTRANS_IDLE: state.current = .idle
        case PQTRANS_INTRANS: state.current = .inTransaction
        case PQTRANS_INERROR: state.current = .failedTransaction
        default: close()
        }
    }
}
