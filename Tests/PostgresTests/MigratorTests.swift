import Foundation
import Postgres
import TestSupport
import Testing

struct MigratorTests {
    private struct Tables: Statement {
        static let sql = "SELECT tablename || ' ' || tableowner FROM pg_tables WHERE schemaname = $1 ORDER BY 1"
        typealias Result = String
        let schema: String
        func bind(_ parameters: inout Parameters) { parameters.append(schema) }
    }

    /// A directory with these files, and a migrator of the schema `brand "x"`.
    private func withFiles(_ files: [String: String], _ body: (Migrator, URL) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, text) in files { try write(text, name, directory) }
        try await body(Migrator(directory: directory.path, schema: "brand \"x\""), directory)
    }

    private func write(_ text: String, _ name: String, _ directory: URL) throws {
        try Data(text.utf8).write(to: directory.appending(path: name))
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "nothing was thrown"
        } catch {
            return (error as? MigrationError)?.description ?? "\(error)"
        }
    }

    private let one = "-- Why: a test\nCREATE TABLE one (id int); GRANT SELECT ON one TO {{request}}; CREATE INDEX ON one USING gin ((id::text) gin_trgm_ops);"

    @Test func `files are applied in order, once, as the owner, in the schema`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            try await withFiles(["0001_one.sql": one, "0002_two.sql": "INSERT INTO one VALUES (1);", "notes.md": "no"]) { migrator, directory in
                let applied = try await migrator.migrate(using: settings(url), logger: quiet)
                #expect(applied.map(\.name) == ["one", "two"])
                try await migrator.verify(using: settings(url), logger: quiet)
                #expect(try await migrator.migrate(using: settings(url), logger: quiet) == [])
                let connection = try await Connection.open(settings(url), logger: quiet)
                let tables = try await connection.run(Tables(schema: migrator.schema)).map { $0 }
                #expect(tables == ["one tributary_owner", "schema_migrations tributary_owner"])
                await connection.close()

                try write("CREATE TABLE three ();", "0003_three.sql", directory)
                #expect(await refusal { try await migrator.verify(using: settings(url), logger: quiet) }.contains("0003_three.sql"))
                #expect(try await migrator.migrate(using: settings(url), logger: quiet).map(\.version) == [3])
            }
        }
    }

    @Test func `a file that changed after it was applied is refused`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            try await withFiles(["0001_one.sql": one]) { migrator, directory in
                try await migrator.migrate(using: settings(url), logger: quiet)
                try write(one + " ", "0001_one.sql", directory)
                #expect(await refusal { try await migrator.verify(using: settings(url), logger: quiet) }.contains("0001_one.sql was changed"))
                let second = await refusal { try await migrator.migrate(using: settings(url), logger: quiet) }
                #expect(second.contains("0001_one.sql was changed"))
            }
        }
    }

    @Test func `a file that fails is undone whole, named with its line, and can be mended`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            try await withFiles(["0001_one.sql": "CREATE TABLE one ();\n\nCREATE TABEL two ();"]) { migrator, directory in
                let message = await refusal { try await migrator.migrate(using: settings(url), logger: quiet) }
                #expect(message.hasPrefix("0001_one.sql:3 failed"))
                try write("CREATE TABLE one ();", "0001_one.sql", directory)
                #expect(try await migrator.migrate(using: settings(url), logger: quiet).count == 1)
            }
        }
    }

    @Test func `a file that ends its transaction is refused`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            try await withFiles(["0001_one.sql": "CREATE TABLE one (); COMMIT;"]) { migrator, _ in
                let message = await refusal { try await migrator.migrate(using: settings(url), logger: quiet) }
                #expect(message.contains("ends its transaction"))
            }
        }
    }

    @Test func `of many migrators that start together one applies`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            try await withFiles(["0001_one.sql": one, "0002_two.sql": "CREATE TABLE two ();"]) { migrator, _ in
                let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 1...5 { group.addTask { try await migrator.migrate(using: settings(url), logger: quiet).count } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(applied.sorted() == [0, 0, 0, 0, 2])
            }
        }
    }

    @Test func `a name that doesn't fit and a missing directory are refused`() async throws {
        for name in ["1_one.sql", "0001one.sql", "0001_.sql", "00a1_one.sql", "٠٠٠١_one.sql"] {
            try await withFiles([name: "SELECT 1"]) { migrator, _ in
                let message = await refusal { try await migrator.verify(using: settings("postgresql:///none"), logger: quiet) }
                #expect(message.contains(name), "\(message)")
            }
        }
        let nowhere = Migrator(directory: "/nowhere/at/all", schema: "x")
        #expect(await refusal { try await nowhere.verify(using: settings("postgresql:///none"), logger: quiet) }.contains("/nowhere"))
    }

    @Test func `a user without rights is told what an administrator has to run`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let suffix = UUID().uuidString.prefix(8).lowercased()
            let administrator = try await Connection.open(settings(url), logger: quiet)
            try await administrator.script("CREATE ROLE \"weak_\(suffix)\" LOGIN")
            let weak = settings(url) {
                $0.url = url + (url.contains("?") ? "&" : "?") + "user=weak_\(suffix)"
                $0.settings = []
            }
            try await withFiles(["0001_one.sql": one]) { original, _ in
                let migrator = Migrator(directory: original.directory, schema: "s", ownerRole: "owner_\(suffix)")
                let message = await refusal { try await migrator.migrate(using: weak, logger: quiet) }
                #expect(message.contains("CREATE ROLE \"owner_\(suffix)\" NOLOGIN;"))
                #expect(message.contains("GRANT \"owner_\(suffix)\" TO \"weak_\(suffix)\""))
            }
            try await administrator.script("DROP ROLE \"weak_\(suffix)\"")
            await administrator.close()
        }
    }
}
