import Postgres
import TestSupport
import Testing

struct CopyTests {
    struct SourceFailed: Error {}

    @Test func `COPY takes rows in chunks that end anywhere`() async throws {
        try await withItems { database in
            let count = 50_000
            let copied = try await database.withConnection { connection in
                var sent = 0
                return try await connection.copyIn("COPY items FROM STDIN (FORMAT csv)") {
                    guard sent < count else { return nil }
                    sent += 1
                    let row = Array("\(sent),\"row, \(sent)\"\n".utf8)
                    return row
                }
            }
            #expect(copied == count)
            var halves: [[UInt8]] = [Array("60001,ha".utf8), Array("lf\n60002,x\n".utf8)]
            let connection = try await Connection.open(database.settings, logger: quiet)
            let more = try await connection.copyIn("COPY items FROM STDIN (FORMAT csv)") { halves.isEmpty ? nil : halves.removeFirst() }
            #expect(more == 2)
            #expect(try await connection.run(CountItems()).first == count + 2)
            await connection.close()
        }
    }

    @Test func `COPY of nothing is nothing`() async throws {
        try await withItems { database in
            let copied = try await database.withConnection { try await $0.copyIn("COPY items FROM STDIN") { nil } }
            #expect(copied == 0)
        }
    }

    @Test func `a row that breaks a rule fails the COPY with the constraint's name`() async throws {
        try await withItems { database in
            let error = await PostgresError.thrown {
                try await database.withConnection { connection in
                    var chunks = [Array("1,a\n1,b\n".utf8)]
                    _ = try await connection.copyIn("COPY items FROM STDIN (FORMAT csv)") { chunks.popLast() }
                }
            }
            #expect(error?.constraint == "items_key")
            try await expectItems(0, in: database)
        }
    }

    @Test func `a malformed row in the middle of much data is reported, not hung upon`() async throws {
        try await withItems { database in
            let error = await PostgresError.thrown {
                try await database.withConnection { connection in
                    var left = 200
                    _ = try await connection.copyIn("COPY items FROM STDIN (FORMAT csv)") {
                        left -= 1
                        return left < 0 ? nil : Array(repeating: UInt8(ascii: "x"), count: 100_000) + [10]
                    }
                }
            }
            #expect(error?.sqlState == "22P02" || error?.sqlState == "22P04")
            try await expectItems(0, in: database)
        }
    }

    @Test func `a source that fails leaves nothing and its own error is thrown`() async throws {
        try await withItems { database in
            await #expect(throws: SourceFailed.self) {
                try await database.withConnection { connection in
                    var chunks = [Array("1,a\n".utf8)]
                    _ = try await connection.copyIn("COPY items FROM STDIN (FORMAT csv)") {
                        guard let chunk = chunks.popLast() else { throw SourceFailed() }
                        return chunk
                    }
                }
            }
            try await expectItems(0, in: database)
        }
    }

    @Test func `COPY inside a transaction is undone with it`() async throws {
        try await withItems { database in
            await #expect(throws: SourceFailed.self) {
                try await database.transaction { transaction in
                    var chunks = [Array("1,a\n".utf8)]
                    #expect(try await transaction.copyIn("COPY items FROM STDIN (FORMAT csv)") { chunks.popLast() } == 1)
                    #expect(try await transaction.run(CountItems()).first == 1)
                    throw SourceFailed()
                }
            }
            try await expectItems(0, in: database)
        }
    }

    @Test func `SQL that isn't COPY FROM STDIN is refused`() async throws {
        try await withItems { database in
            let error = await PostgresError.thrown {
                try await database.withConnection { _ = try await $0.copyIn("SELECT 1") { nil } }
            }
            #expect(error?.kind == .misuse)
            let second = await PostgresError.thrown {
                try await database.withConnection { _ = try await $0.copyIn("COPY nothing FROM STDIN") { nil } }
            }
            #expect(second?.sqlState == "42P01")
            try await expectItems(0, in: database)
        }
    }
}
