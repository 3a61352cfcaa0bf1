import Foundation
import LocalPostgres
import Logging
import Postgres

/// The one PostgreSQL server of a test process: started by the first test that wants a database, gone when the process is gone.
///
/// It doesn't flush to disk (`fsync`, `full_page_writes` and `synchronous_commit` off): what it holds is thrown away, and no test of it outlives a
/// power cut. Tests of durability make a cluster of their own.
actor TestCluster {
    static let shared = TestCluster()
    private var server: Task<LocalPostgres, any Error>?
    private var template: Task<String, any Error>?
    private var made = 0

    func url(database: String) async throws -> String {
        try await running().url(database: database)
    }

    /// Makes a database, from the migrated template or empty.
    /// - Returns: its name.
    func make(migrated: Bool) async throws -> String {
        let source = migrated ? try await migratedTemplate() : "template0"
        made += 1
        let name = "test_\(made)"
        try await administer("CREATE DATABASE \(name) TEMPLATE \(source)")
        return name
    }

    /// Drops a database, with whatever connections a test has left.
    func drop(_ name: String) async throws {
        try await administer("DROP DATABASE \(name) WITH (FORCE)")
    }

    private func migratedTemplate() async throws -> String {
        if let template { return try await template.value }
        let task = Task {
            try await administer("CREATE DATABASE migrated TEMPLATE template0")
            let url = try await url(database: "migrated")
            var quiet = Logger(label: "test.migrate")
            quiet.logLevel = .warning
            try await Migrator(directory: Repository.migrations, schema: "tributary").migrate(using: DatabaseConfiguration(url: url), logger: quiet)
            try await run(Self.testValue, at: url)
            return "migrated"
        }
        template = task
        return try await task.value
    }

    /// For `TestBrand.value`.
    private static let testValue = """
        CREATE FUNCTION public.test_value(query text) RETURNS text LANGUAGE plpgsql AS
        $$ DECLARE answer text; BEGIN EXECUTE query INTO answer; RETURN answer; END $$
        """

    private func administer(_ sql: String) async throws {
        try await run(sql, at: try await url(database: "tributary"))
    }

    private func run(_ sql: String, at url: String) async throws {
        let connection = try await Connection.open(
            DatabaseConfiguration(url: url, statementTimeoutMilliseconds: 0), logger: Logger(label: "test.cluster"))
        do {
            try await connection.script(sql)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }

    private func running() async throws -> LocalPostgres {
        if let server { return try await server.value }
        let task = Task {
            let directory = try TemporaryDirectory.make()
            // First of all: it also cleans up after a start that is cut short.
            try Undertaker.watch(directory)
            var configuration = LocalPostgresConfiguration(directory: directory)
            configuration.settings = [
                "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "400", "max_wal_size": "256MB",
                // Nothing would survive to be vacuumed, and its workers take locks that tests count.
                "autovacuum": "off",
            ]
            var logger = Logger(label: "test.cluster")
            logger.logLevel = .warning
            let local = LocalPostgres(configuration, logger: logger)
            let url = try await local.start()
            // Tests sign in as roles that they make; the socket's directory is still closed to other users.
            try "local all all trust\n".write(toFile: directory + "/pg/pg_hba.conf", atomically: false, encoding: .utf8)
            try await run("SELECT pg_reload_conf()", at: url)
            return local
        }
        server = task
        return try await task.value
    }
}
