import Postgres
import TestSupport
import Testing

struct RetryTests {
    @Test func `of two transactions that deadlock one runs again and both succeed`() async throws {
        try await withItems { database in
            _ = try await database.run(InsertItem(id: 1), InsertItem(id: 2))
            let meeting = Meeting(of: 2), runs = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] as [(Int64, Int64)] {
                    group.addTask {
                        try await database.transaction { transaction in
                            _ = await runs.increment()
                            _ = try await transaction.run(LockItem(id: first))
                            await meeting.arrive()
                            _ = try await transaction.run(LockItem(id: second))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(await runs.value >= 3)
        }
    }

    @Test func `of two transactions that can't be serialised one runs again and sees the other`() async throws {
        try await withItems { database in
            let meeting = Meeting(of: 2), runs = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        try await database.transaction(.init(isolation: .serializable)) { transaction in
                            _ = await runs.increment()
                            let next = (try await transaction.run(CountItems()).first ?? 0) + 1
                            await meeting.arrive()
                            _ = try await transaction.commit(with: InsertItem(id: Int64(next)))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.run(ItemIDs()).map { $0 } == [1, 2])
            #expect(await runs.value >= 3)
        }
    }

    @Test func `retrying ends`() async throws {
        struct Fail: Statement {
            static let sql = "SELECT fail()"
        }
        try await withItems { database in
            try await database.withConnection {
                try await $0.script(
                    "CREATE FUNCTION fail() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '40001'; END $$")
            }
            let runs = Counter()
            let error = await PostgresError.thrown {
                try await database.transaction(.init(attempts: 3)) { transaction in
                    _ = await runs.increment()
                    _ = try await transaction.run(Fail())
                }
            }
            #expect(error?.isRetryable == true)
            #expect(error?.isUnavailable == true)
            #expect(await runs.value == 3)
        }
    }

    @Test func `other errors aren't retried`() async throws {
        try await withItems { database in
            let runs = Counter()
            _ = await PostgresError.thrown {
                try await database.transaction { transaction in
                    _ = await runs.increment()
                    _ = try await transaction.run(InsertItem(id: 1, name: ""))
                }
            }
            #expect(await runs.value == 1)
        }
    }
}
