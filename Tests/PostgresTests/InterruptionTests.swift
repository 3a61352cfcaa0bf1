import Postgres
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct InterruptionTests {
    @Test func `cancelling the task stops the statement on the server and spares the connection`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            let watcher = try await Connection.open(settings(url), logger: quiet)
            let task = Task { try await connection.run(Sleep(seconds: 15)) }
            while try await watcher.run(Sleepers()).isEmpty { await Task.yield() }
            task.cancel()
            let error = await PostgresError.thrown { _ = try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(try await watcher.run(Sleepers()).isEmpty)
            #expect(connection.isUsable)
            #expect(try await connection.run(Echo(value: 5)).first == 5)
            await connection.close()
            await watcher.close()
        }
    }

    @Test func `a cancelled task sends nothing`() async throws {
        try await withItems { database in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                _ = try await database.run(InsertItem(id: 1))
            }
            #expect(await PostgresError.thrown { try await task.value }?.kind == .cancelled)
            try await expectItems(0, in: database)
        }
    }

    @Test func `a statement that runs longer than the timeout is stopped`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url) { $0.statementTimeoutMilliseconds = 50 }, logger: quiet)
            let error = await PostgresError.thrown { _ = try await connection.run(Sleep(seconds: 15)) }
            #expect(error?.kind == .timedOut)
            #expect(error?.statement == "Sleep")
            #expect(error?.isUnavailable == true)
            #expect(try await connection.run(Echo(value: 5)).first == 5)
            await connection.close()
        }
    }

    @Test func `a server that goes silent is given up a little after the timeout`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url) { $0.statementTimeoutMilliseconds = 250 }, logger: quiet)
            // Now only the client's own patience is left.
            try await connection.script("SET statement_timeout = 0")
            let error = await PostgresError.thrown { _ = try await connection.run(Sleep(seconds: 60)) }
            #expect(error?.kind == .timedOut)
            #expect(!connection.isUsable)
        }
    }

    @Test func `a terminated session is an unavailable error, and the pool goes on with another`() async throws {
        try await withItems { database in
            let error = await PostgresError.thrown {
                try await database.transaction { transaction in
                    let backend = try await transaction.run(InsertItem(id: 1), BackendID()).1.first ?? 0
                    _ = try await database.run(Terminate(backend: backend))
                    _ = try await transaction.run(CountItems())
                }
            }
            #expect(error?.kind == .connectionLost)
            #expect(error?.isUnavailable == true)
            try await expectItems(0, in: database)
        }
    }

    @Test func `a session that ended while idle is replaced without anybody noticing`() async throws {
        try await withItems { database in
            let backends = try await database.withConnection { first in
                try await database.withConnection { second in
                    try await [first.run(BackendID()).first ?? 0, second.run(BackendID()).first ?? 0]
                }
            }
            let other = try await Connection.open(database.settings, logger: quiet)
            for backend in backends { _ = try await other.run(Terminate(backend: backend)) }
            try await expectItems(0, in: database)
            try await database.transaction { _ = try await $0.run(InsertItem(id: 1)) }
            try await expectItems(1, in: database)
            await other.close()
        }
    }

    @Test func `a closed connection says so and stays closed`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            await connection.close()
            #expect(!connection.isUsable)
            #expect(await PostgresError.thrown { _ = try await connection.run(Echo(value: 5)) }?.kind == .connectionLost)
        }
    }

    @Test func `a server that isn't there is a clear error without the password`() async throws {
        let url = "postgresql://somebody:secret@%2Fnowhere%2Fat%2Fall/db?port=abc"
        for address in [url, url.replacing("abc", with: "5432")] {
            let error = await PostgresError.thrown { _ = try await Connection.open(settings(address), logger: quiet) }
            #expect(error?.kind == .connectFailed)
            #expect(error?.isUnavailable == true)
            #expect(error?.message.contains("secret") == false)
        }
    }
}
