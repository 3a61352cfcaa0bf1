public import Logging

/// Brings a brand's schema up to date from a directory of `NNNN_name.sql` files.
///
/// Files are applied in order, each in a transaction of its own, as the owner role and with the schema first in the search path; an advisory lock
/// lets one migrator at a time work on a schema. In a file `{{schema}}`, `{{owner}}`, `{{writer}}` and `{{request}}` stand for the quoted names.
/// The SHA-256 of each file as it stands is kept in `schema_migrations`, and whatever differs from it later is refused.
public struct Migrator: Sendable {
    public let directory: String
    public let schema: String
    public let ownerRole: String
    public let writerRole: String
    public let requestRole: String

    public init(
        directory: String, schema: String, ownerRole: String = "tributary_owner", writerRole: String = "tributary_writer",
        requestRole: String = "tributary_request"
    ) {
        self.directory = directory
        self.schema = schema
        self.ownerRole = ownerRole
        self.writerRole = writerRole
        self.requestRole = requestRole
    }

    /// Makes what is missing (roles, extension, schema) and applies what is pending.
    /// - Parameter configuration: only where the server is and who logs in; schema, role and timeouts of it are not used.
    /// - Returns: what was applied, in order; empty when the schema was up to date.
    /// - Throws: `MigrationError` on drift, on missing rights (with the SQL an administrator must run) and on a file that fails (with its line);
    ///   `PostgresError` when the server can't be reached.
    @discardableResult
    public func migrate(using configuration: DatabaseConfiguration, logger: Logger) async throws -> [Migration] {
        let files = try MigrationDirectory(path: directory).files()
        return try await withConnection(configuration, logger) { connection in
            _ = try await connection.run(LockMigrations(schema: schema))
            try await prepareServer(connection)
            let known = try await compare(files, on: connection)
            for migration in known.pending {
                let file = files.first { $0.version == migration.version }
                try await apply(migration, file?.bytes ?? [], on: connection)
                logger.info("migration applied", metadata: ["migration": "\(migration.fileName)", "schema": "\(schema)"])
            }
            return known.pending
        }
    }

    /// Checks that the schema has had exactly the files that are there.
    /// - Throws: `MigrationError` on drift and when something is pending.
    public func verify(using configuration: DatabaseConfiguration, logger: Logger) async throws {
        let files = try MigrationDirectory(path: directory).files()
        let pending = try await withConnection(configuration, logger) { try await compare(files, on: $0).pending }
        if let first = pending.first {
            throw MigrationError("\(pending.count) migrations are pending in schema \(schema), the first is \(first.fileName): migrate it first")
        }
    }

    private func withConnection<T: Sendable>(
        _ configuration: DatabaseConfiguration, _ logger: Logger, _ body: (Connection) async throws -> T
    ) async throws -> T {
        var own = configuration
        own.schema = schema
        own.role = nil
        own.statementTimeoutMilliseconds = 0
        own.settings.append(("idle_in_transaction_session_timeout", "0"))
        let connection = try await Connection.open(own, logger: logger, name: "migrator")
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    private func compare(_ files: [MigrationDirectory.File], on connection: Connection) async throws -> MigrationPlan {
        let (checksums, hasTable) = try await connection.pipeline(
            ComputeChecksums(contents: files.map { Bytes($0.bytes) }), HasMigrationTable(schema: schema))
        let migrations = zip(files, checksums).map { Migration(version: $0.version, name: $0.name, checksum: $1) }
        let applied = hasTable.first == true ? Array(try await connection.run(ListAppliedMigrations())) : []
        return try MigrationPlan(files: migrations, applied: applied)
    }
}
