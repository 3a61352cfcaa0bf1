internal import CLibPQ

extension Connection {
    /// The server's error about what stands at this place of the batch.
    func serverError(_ result: OpaquePointer?, _ place: Int?, on session: Session) -> PostgresError {
        let name = place.map { batch.label(at: $0) } ?? batch.statements.last?.name
        guard let result else { return lost(session.message) }
        var error = cancelledOrNot(PostgresError(result: result, statement: name), on: session)
        // A session that ends while COMMIT is being answered doesn't say on which side of it.
        if error.kind == .connectionLost, let place, case .commit = batch.entries[place] {
            error = PostgresError(kind: .commitUnknown, sqlState: error.sqlState, statement: name, message: error.message)
        }
        return error
    }

    /// A query cancelled by our own request is `.cancelled`, one stopped by the statement timeout stays `.timedOut`.
    func cancelledOrNot(_ error: PostgresError, on session: Session) -> PostgresError {
        guard error.sqlState == SQLState.queryCanceled, session.wasCancelled else { return error }
        return PostgresError(kind: .cancelled, sqlState: error.sqlState, statement: error.statement, message: error.message)
    }

    /// Gives the connection up. What it was doing may have been done.
    func lost(_ message: String) -> PostgresError {
        close()
        return PostgresError(kind: machine.mayHaveCommitted ? .commitUnknown : .connectionLost, message: message)
    }

    /// Gives the connection up after a wait that ended without a result. An error that the server had stated before wins, because it says more.
    func lapsed(_ lapse: Session.Lapse, after failure: PostgresError?) -> PostgresError {
        let mayHaveCommitted = machine.mayHaveCommitted
        let wasCancelled = session?.wasCancelled == true
        close()
        if let failure {
            // A failure without a code is libpq's own report of the loss, and says nothing about COMMIT.
            guard failure.sqlState == nil, machine.hadCommit else { return failure }
            return PostgresError(kind: .commitUnknown, statement: failure.statement, message: failure.message)
        }
        switch lapse {
        case .lost(let message):
            return PostgresError(kind: mayHaveCommitted ? .commitUnknown : .connectionLost, message: message)
        case .silent:
            let kind: PostgresError.Kind = mayHaveCommitted ? .commitUnknown : wasCancelled ? .cancelled : .timedOut
            return PostgresError(kind: kind, message: "the server didn't answer in time; the connection was closed")
        }
    }
}
