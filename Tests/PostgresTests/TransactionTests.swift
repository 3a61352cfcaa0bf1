import Postgres
import TestSupport
import Testing

struct TransactionTests {
    @Test func `a transaction commits what it left open, and with its last statements when told to`() async throws {
        try await withItems { database in
            try await database.transaction { _ = try await $0.run(InsertItem(id: 1)) }
            let count = try await database.transaction { transaction in
                _ = try await transaction.run(InsertItem(id: 2))
                return try await transaction.commit(with: InsertItem(id: 3), CountItems()).1.first
            }
            #expect(count == 3)
            try await database.transaction { _ in }
            try await expectItems(3, in: database)
        }
    }

    @Test func `an error rolls everything back and is thrown on`() async throws {
        struct Refusal: Error {}
        try await withItems { database in
            await #expect(throws: Refusal.self) {
                try await database.transaction { transaction in
                    _ = try await transaction.run(InsertItem(id: 1))
                    throw Refusal()
                }
            }
            let error = await PostgresError.thrown {
                try await database.transaction { transaction in
                    _ = try await transaction.run(InsertItem(id: 1))
                    _ = try await transaction.commit(with: InsertItem(id: 2), InsertItem(id: 2))
                }
            }
            #expect(error?.constraint == "items_key")
            try await expectItems(0, in: database)
        }
    }

    @Test func `a body that hides an error can't commit`() async throws {
        try await withItems { database in
            let error = await PostgresError.thrown {
                try await database.transaction { transaction in
                    _ = try await transaction.run(InsertItem(id: 1))
                    _ = try? await transaction.run(InsertItem(id: 1))
                }
            }
            #expect(error?.sqlState == "25P02")
            try await expectItems(0, in: database)
        }
    }

    @Test func `a transaction is over after its commit`() async throws {
        try await withItems { database in
            let error = await PostgresError.thrown {
                try await database.transaction { transaction in
                    _ = try await transaction.commit(with: InsertItem(id: 1))
                    _ = try await transaction.run(InsertItem(id: 2))
                }
            }
            #expect(error?.kind == .misuse)
            try await expectItems(1, in: database)
        }
    }

    @Test func `a deferred constraint fails the commit with its name`() async throws {
        struct InsertChild: Statement {
            static let sql = "INSERT INTO children (parent) VALUES (7)"
        }
        try await withItems { database in
            try await database.withConnection {
                try await $0.script("CREATE TABLE children (parent int8 CONSTRAINT children_parent REFERENCES items DEFERRABLE INITIALLY DEFERRED)")
            }
            let error = await PostgresError.thrown {
                try await database.transaction { _ = try await $0.commit(with: InsertChild()) }
            }
            #expect(error?.constraint == "children_parent")
            #expect(error?.statement == "COMMIT")
        }
    }

    @Test func `isolation and read-only reach the server`() async throws {
        struct ReadIsolation: Statement {
            static let sql = "SELECT current_setting('transaction_isolation')"
            typealias Result = String
        }
        try await withItems { database in
            for isolation in [TransactionOptions.Isolation.readCommitted, .repeatableRead, .serializable] {
                let seen = try await database.transaction(.init(isolation: isolation)) { try await $0.run(ReadIsolation()).first }
                #expect(seen == isolation.rawValue.lowercased())
            }
            let error = await PostgresError.thrown {
                try await database.transaction(.init(readOnly: true)) { _ = try await $0.run(InsertItem(id: 1)) }
            }
            #expect(error?.sqlState == "25006")
        }
    }

    @Test func `savepoints undo what failed and keep the rest`() async throws {
        struct Refusal: Error {}
        try await withItems { database in
            try await database.transaction { transaction in
                _ = try await transaction.run(InsertItem(id: 1))
                try? await transaction.savepoint {
                    _ = try await transaction.run(InsertItem(id: 2))
                    _ = try await transaction.run(InsertItem(id: 1))
                }
                try await transaction.savepoint {
                    _ = try await transaction.run(InsertItem(id: 3))
                    try? await transaction.savepoint {
                        _ = try await transaction.run(InsertItem(id: 4))
                        try await transaction.savepoint { _ = try await transaction.run(InsertItem(id: 5)) }
                        throw Refusal()
                    }
                    try? await transaction.savepoint { throw Refusal() }
                    try await transaction.savepoint {}
                }
                _ = try await transaction.commit(with: InsertItem(id: 6))
            }
            #expect(try await database.run(ItemIDs()).map { $0 } == [1, 3, 6])
        }
    }

    @Test func `a connection lost before COMMIT is answered leaves the outcome open`() async throws {
        try await withItems { database in
            // The session ends while the server works on COMMIT, when deferred triggers run.
            try await database.withConnection { connection in
                try await connection.script(
                    """
                    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON items DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW WHEN (NEW.id = 13) EXECUTE FUNCTION die();
                    """)
            }
            let error = await PostgresError.thrown {
                try await database.transaction { _ = try await $0.commit(with: InsertItem(id: 13)) }
            }
            #expect(error?.kind == .commitUnknown)
            #expect(error?.isUnavailable == true)
            try await expectItems(0, in: database)
        }
    }
}

struct ItemIDs: Statement {
    static let sql = "SELECT id FROM items ORDER BY id"
    typealias Result = Int
}

/// A pool on a database with the table `items`.
func withItems(_ change: (inout DatabaseConfiguration) -> Void = { _ in }, _ body: (Database) async throws -> Void) async throws {
    try await TestDatabase.withEmptyDatabase { url in
        let database = Database(settings(url, change), logger: quiet, name: "test")
        do {
            try await database.withConnection { try await $0.script(InsertItem.table) }
            try await body(database)
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }
}
