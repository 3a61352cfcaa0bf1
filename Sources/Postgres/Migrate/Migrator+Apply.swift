extension Migrator {
    /// Runs one file and records it, in one transaction.
    func apply(_ migration: Migration, _ bytes: [UInt8], on connection: Connection) async throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw MigrationError("\(migration.fileName) isn't UTF-8") }
        let sql = try substitute(in: text)
        do {
            try await connection.script(
                """
                BEGIN;
                SET LOCAL ROLE \(try Quoting.identifier(ownerRole));
                SET LOCAL search_path TO \(try Quoting.identifier(schema)), public;
                """)
            try await connection.script(sql)
            guard connection.state.current == .inTransaction else {
                throw MigrationError("\(migration.fileName) ends its transaction itself, so part of it may be applied without being recorded")
            }
            // A file may have changed these for its own statements.
            try await connection.script(
                """
                SET LOCAL ROLE \(try Quoting.identifier(ownerRole));
                SET LOCAL search_path TO \(try Quoting.identifier(schema)), public;
                """)
            _ = try await connection.run(RecordMigration(migration: migration))
            try await connection.script("COMMIT")
        } catch let error as PostgresError {
            await connection.rollBack()
            guard !error.isUnavailable else { throw error }
            let line = error.position.map { position in 1 + sql.unicodeScalars.prefix(position).count { $0 == "\n" } }
            throw MigrationError("\(migration.fileName)\(line.map { ":\($0)" } ?? "") failed: \(error.message) (\(error.sqlState ?? ""))")
        }
    }

    private func substitute(in text: String) throws -> String {
        var sql = text
        for (placeholder, name) in [("schema", schema), ("owner", ownerRole), ("writer", writerRole), ("request", requestRole)] {
            sql.replace("{{\(placeholder)}}", with: try Quoting.identifier(name))
        }
        return sql
    }
}
