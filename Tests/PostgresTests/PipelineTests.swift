import Postgres
import TestSupport
import Testing

struct PipelineTests {
    @Test func `a pipeline gives every statement's rows in order`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table)
            let (first, second, count, text) = try await connection.pipeline(
                InsertItem(id: 1), InsertItem(id: 2, name: nil), CountItems(), Echo(value: "x"))
            #expect(first.affected == 1)
            #expect(second.affected == 1)
            #expect(Array(count) == [2])
            #expect(Array(text) == ["x"])
            await connection.close()
        }
    }

    @Test func `what isn't needed isn't sent, has no rows and shifts nobody else's`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table)
            // It would fail.
            let (none, count, first, absent, text) = try await connection.pipeline(
                Fail(isNeeded: false), CountItems(), InsertItem(id: 1), Fail(isNeeded: false), Echo(value: "x"))
            #expect(none.isEmpty && none.affected == 0 && absent.isEmpty)
            #expect(Array(count) == [0] && first.affected == 1 && Array(text) == ["x"])
            #expect(try await connection.run(Fail(isNeeded: false)).isEmpty)
            let error = await PostgresError.thrown { _ = try await connection.pipeline(Fail(isNeeded: false), CountItems(), Fail(isNeeded: true)) }
            #expect(error?.sqlState == "22012" && error?.statement == "Fail")
            #expect(Array(try await connection.run(CountItems())) == [1])
            await connection.close()
        }
    }

    @Test func `a pipeline that fails leaves nothing behind and says which statement failed`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table)
            let error = await PostgresError.thrown {
                _ = try await connection.pipeline(InsertItem(id: 1), CountItems(), InsertItem(id: 2, name: ""), Echo(value: 1))
            }
            #expect(error?.kind == .server)
            #expect(error?.sqlState == "23514")
            #expect(error?.statement == "InsertItem")
            #expect(error?.constraint == "items_name_is_set")
            #expect(error?.table == "items")
            #expect(try await connection.run(CountItems()).first == 0)
            #expect(try await connection.pipeline(Echo(value: 1), CountItems()).1.first == 0)
            await connection.close()
        }
    }

    @Test func `what set_config sets for the transaction holds for the rest of the pipeline only`() async throws {
        struct SetCaller: Statement {
            static let sql = "SELECT set_config('test.caller', $1, true)"
            let caller: String
            func bind(_ parameters: inout Parameters) { parameters.append(caller) }
        }
        struct ReadCaller: Statement {
            static let sql = "SELECT coalesce(current_setting('test.caller', true), '')"
            typealias Result = String
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            #expect(try await connection.pipeline(SetCaller(caller: "D1"), ReadCaller()).1.first == "D1")
            #expect(try await connection.run(ReadCaller()).first == "")
            await connection.close()
        }
    }

    @Test func `a constraint that is only checked at the end fails the pipeline`() async throws {
        struct InsertChild: Statement {
            static let sql = "INSERT INTO children (parent) VALUES (7)"
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table)
            try await connection.script(
                "CREATE TABLE children (parent int8 CONSTRAINT children_parent REFERENCES items DEFERRABLE INITIALLY DEFERRED)")
            let error = await PostgresError.thrown { _ = try await connection.pipeline(InsertChild(), CountItems()) }
            #expect(error?.constraint == "children_parent")
            #expect(try await connection.pipeline(InsertChild(), InsertItem(id: 7)).0.affected == 1)
            await connection.close()
        }
    }

    @Test func `a pipeline larger than every buffer doesn't block`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            let large = String(repeating: "酒", count: 3_000_000)
            let (one, two, three) = try await connection.pipeline(Echo(value: large), Echo(value: large), Echo(value: large))
            #expect(one.first == large)
            #expect(two.first == large)
            #expect(three.first == large)
            await connection.close()
        }
    }

    @Test func `a value that the server can't hold is refused before anything is sent`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table)
            for statement in [InsertItem(id: 1, name: "a\0b"), InsertItem(id: 1, name: "\0")] {
                let error = await PostgresError.thrown { _ = try await connection.pipeline(InsertItem(id: 9), statement) }
                #expect(error?.kind == .invalidValue)
                #expect(error?.statement == "InsertItem")
            }
            let array = await PostgresError.thrown { _ = try await connection.run(EchoArray(elements: ["fine", "not\0fine"])) }
            #expect(array?.kind == .invalidValue)
            let time = await PostgresError.thrown {
                _ = try await connection.run(Echo(value: Timestamp(microsecondsSince1970: .min + 1)))
            }
            #expect(time?.kind == .invalidValue)
            #expect(try await connection.run(CountItems()).first == 0)
            await connection.close()
        }
    }

    @Test func `a plan that a change of its table made stale is prepared again`() async throws {
        struct Everything: Statement {
            static let sql = "SELECT * FROM items"
            struct Result: RowDecodable {
                let id: Int64
                init(from row: inout RowReader) throws { id = try row.next() }
            }
        }
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table)
            _ = try await connection.pipeline(InsertItem(id: 3), Everything())
            try await connection.script("ALTER TABLE items ADD COLUMN more int")
            #expect(try await connection.run(Everything()).first?.id == 3)
            try await connection.script("DEALLOCATE ALL")
            #expect(try await connection.pipeline(Everything(), CountItems()).1.first == 1)
            await connection.close()
        }
    }

    @Test func `a statement whose preparation failed is prepared when its table is there`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            let error = await PostgresError.thrown { _ = try await connection.pipeline(Echo(value: 1), CountItems(), Echo(value: "later")) }
            #expect(error?.sqlState == "42P01")
            #expect(error?.statement == "CountItems")
            try await connection.script(InsertItem.table)
            #expect(try await connection.pipeline(CountItems(), Echo(value: "later")).1.first == "later")
            await connection.close()
        }
    }

    @Test func `a script runs many statements and reports the first error`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let connection = try await Connection.open(settings(url), logger: quiet)
            try await connection.script(InsertItem.table + "; INSERT INTO items VALUES (1, 'a'), (2, 'b'); SELECT * FROM items;")
            let error = await PostgresError.thrown {
                try await connection.script("INSERT INTO items VALUES (3, 'c'); INSERT INTO items VALUES (1, 'a'); SELECT 1")
            }
            #expect(error?.constraint == "items_key")
            #expect(try await connection.run(CountItems()).first == 2)
            await connection.close()
        }
    }
}
