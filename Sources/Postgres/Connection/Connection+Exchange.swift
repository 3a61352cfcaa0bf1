internal import CLibPQ

extension Connection {
    /// One round trip: what a transaction still owes, the statements, COMMIT when asked for. Runs to its end without suspending, so nothing can
    /// come between binding and sending.
    func exchange<each S: Statement>(
        in transaction: Transaction?, commits: Bool, after first: (any Statement)?, _ statements: repeat each S
    ) throws -> Outcome<repeat (each S).Result> {
        batch.clear()
        if let transaction {
            for command in try transaction.owed() { batch.add(command: command) }
        }
        if let first { batch.add(first) }
        for statement in repeat each statements { batch.add(statement) }
        if commits { batch.addCommit() }
        do {
            var results = try performWithFreshPlans(in: transaction, commits: commits)
            if first?.isNeeded == true { results.skip() }
            return Outcome(rows: (repeat try (each statements).isNeeded ? results.decode((each S).self) : Rows([])))
        } catch let error as PostgresError {
            metrics.record(error)
            throw error
        }
    }

    /// Runs commands without parameters or results in one round trip; not stopped by cancellation, so that it can tidy up.
    func run(commands: [String]) throws(PostgresError) {
        batch.clear()
        for command in commands { batch.add(command: command) }
        _ = try perform(in: nil, commits: false)
    }

    /// Plans go stale when tables change. Outside of a transaction nothing was applied then, and the same batch is sent once more.
    private func performWithFreshPlans(in transaction: Transaction?, commits: Bool) throws(PostgresError) -> PipelineResults {
        do {
            return try perform(in: transaction, commits: commits)
        } catch {
            guard error.isStalePlan, state.current == .idle, transaction == nil else { throw error }
            return try perform(in: transaction, commits: commits)
        }
    }

    /// Sends the batch and takes its answers. On return or throw the connection is ready for the next exchange, or closed.
    private func perform(in transaction: Transaction?, commits: Bool) throws(PostgresError) -> PipelineResults {
        if let refusal = batch.refusal { throw refusal }
        let session = try usableSession()
        let start = Monotonic.nanoseconds
        session.beginExchange(statementCount: batch.entries.count)
        machine.clear()
        transaction?.sent(commits: commits)
        defer {
            prepared.dropUnconfirmed()
            noteState()
        }
        guard send(on: session) else { throw lost(session.message) }
        var results = PipelineResults()
        do {
            try receive(into: &results, on: session)
        } catch {
            if error.isStalePlan { prepared.forgetAll() }
            throw error
        }
        metrics.record(batch.asked, commits: commits, nanoseconds: Monotonic.nanoseconds - start)
        return results
    }

    /// - Throws: when there is none; then nothing was sent, and the request may be run on another connection.
    func usableSession() throws(PostgresError) -> Session {
        if isCopying { throw PostgresError(kind: .misuse, message: "a COPY is running on this connection") }
        guard let session, session.looksAlive() else {
            close()
            var error = PostgresError(kind: .connectionLost, message: "the server had closed the connection")
            error.nothingSent = true
            throw error
        }
        return session
    }

    private func send(on session: Session) -> Bool {
        let connection = session.pointer
        for place in batch.entries.indices {
            var status: Int32 = 1
            switch batch.entries[place] {
            case .command(let sql):
                status = PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 1)
                machine.sent(.command(place))
            case .commit:
                status = PQsendQueryParams(connection, "COMMIT", 0, nil, nil, nil, nil, 1)
                machine.sent(.commit(place))
            case .statement(let type, let range):
                let (entry, isNew) = prepared.use(ObjectIdentifier(type), types: batch.parameters.slots[range].lazy.map(\.type))
                if isNew {
                    status = PQsendPrepare(connection, entry.name, type.sql, Int32(range.count), entry.parameterTypes)
                    machine.sent(.prepare(place))
                    if status != 1 { return false }
                }
                status = slots.execute(entry.name, on: connection, batch.parameters, range)
                machine.sent(.execute(place))
            }
            if status != 1 { return false }
        }
        return PQpipelineSync(connection) == 1
    }

    private func receive(into results: inout PipelineResults, on session: Session) throws(PostgresError) {
        var failure: PostgresError?
        while true {
            do {
                try session.awaitResult()
            } catch {
                if machine.isCommitted && failure == nil {
                    // The server has said COMMIT; that it then went away concerns only whoever comes next.
                    close()
                    return
                }
                throw lapsed(error, after: failure)
            }
            let result = PQgetResult(session.pointer)
            let action = machine.receive(reply(result))
            if case .keep(let place) = action, case .statement(let type, _) = batch.entries[place], let result {
                results.keep(result, of: type)
                continue
            }
            defer { PQclear(result) }
            switch action {
            case .ignore, .keep: break
            case .markPrepared(let place):
                if case .statement(let type, _) = batch.entries[place] { prepared.confirm(ObjectIdentifier(type)) }
            case .fail(let place):
                failure = serverError(result, place, on: session)
                if session.isBad { throw lapsed(.lost(session.message), after: failure) }
            case .notCommitted(let place):
                failure = PostgresError(
                    kind: .server, sqlState: SQLState.failedTransaction, statement: batch.label(at: place),
                    message: "the server rolled back instead of committing")
            case .finish:
                if let failure { throw failure }
                return
            case .violate:
                if session.isBad { throw lapsed(.lost(session.message), after: failure) }
                throw failure ?? lost("the server's answers don't fit what was sent")
            }
        }
    }

    private func reply(_ result: OpaquePointer?) -> PipelineMachine.Reply {
        guard let result else { return .nothing }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK: return .done(tag: "")
        case PGRES_COMMAND_OK: return .done(tag: String(cString: PQcmdStatus(result)))
        case PGRES_FATAL_ERROR: return .failed
        case PGRES_PIPELINE_ABORTED: return .skipped
        case PGRES_PIPELINE_SYNC: return .synchronised
        default: return .unexpected
        }
    }
}
