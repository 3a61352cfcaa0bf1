import Postgres
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct DatabaseTests {
    @Test func `a pool that stays busy refuses after its timeout`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let database = Database(settings(url, size: 1) { $0.acquireTimeoutMilliseconds = 20 }, logger: quiet, name: "test")
            // Connecting may take longer than this pool waits.
            while await PostgresError.thrown(by: { _ = try await database.run(Echo(value: 1)) }) != nil {}
            let error = await PostgresError.thrown {
                try await database.withConnection { _ in _ = try await database.run(Echo(value: 2)) }
            }
            #expect(error?.kind == .acquireTimedOut)
            #expect(error?.isUnavailable == true)
            let answer = try await database.run(Echo(value: 3)).first
            #expect(answer == 3)
            await database.close()
        }
    }

    @Test func `many more callers than connections are all served`() async throws {
        try await withItems({ $0.size = 3 }) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...200 as ClosedRange<Int64> {
                    group.addTask { _ = try await database.run(InsertItem(id: id), CountItems()) }
                }
                try await group.waitForAll()
            }
            try await expectItems(200, in: database)
        }
    }

    @Test func `who is cancelled while waiting leaves the line`() async throws {
        try await withItems({ $0.size = 1 }) { database in
            try await database.withConnection { connection in
                let task = Task { _ = try await database.run(CountItems()) }
                task.cancel()
                #expect(await PostgresError.thrown { try await task.value }?.kind == .cancelled)
                _ = try await connection.run(CountItems())
            }
            try await expectItems(0, in: database)
        }
    }

    @Test func `a transaction left open by a script is rolled back before the next caller`() async throws {
        try await withItems({ $0.size = 1 }) { database in
            try await database.withConnection { try await $0.script("BEGIN; INSERT INTO items VALUES (1, 'a')") }
            try await expectItems(0, in: database)
        }
    }

    @Test func `closing waits for who is at work and lets nobody in`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let database = Database(settings(url), logger: quiet, name: "test")
            let (working, finish) = (Meeting(of: 2), Meeting(of: 2))
            let work = Task {
                try await database.withConnection { connection in
                    await working.arrive()
                    await finish.arrive()
                    return try await connection.run(Echo(value: 1)).first
                }
            }
            await working.arrive()
            let closing = Task { await database.close() }
            var error: PostgresError?
            repeat { error = await PostgresError.thrown { _ = try await database.run(Echo(value: 2)) } } while error == nil
            #expect(error?.kind == .shuttingDown)
            await finish.arrive()
            let answer = try await work.value
            #expect(answer == 1)
            await closing.value
        }
    }

    @Test func `role, search path and time zone are those of the configuration`() async throws {
        struct Session: Statement {
            static let sql = "SELECT current_user::text, current_setting('search_path'), current_setting('TimeZone'), current_setting('work_mem')"
            struct Result: RowDecodable {
                let parts: [String]
                init(from row: inout RowReader) throws { parts = try (0..<4).map { _ in try row.next() } }
            }
        }
        try await TestDatabase.withEmptyDatabase { url in
            let configuration = settings(url) {
                $0.role = "pg_monitor"
                $0.schema = "it's \"mine\""
                $0.settings = [("work_mem", "1MB")]
            }
            let connection = try await Connection.open(configuration, logger: quiet)
            #expect(
                try await connection.run(Session()).first?.parts == ["pg_monitor", #""it's ""mine""", public"#, "UTC", "1MB"])
            await connection.close()
        }
    }
}
