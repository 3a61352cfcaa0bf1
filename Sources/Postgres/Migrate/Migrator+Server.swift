extension Migrator {
    /// Roles, extension, schema and the table of migrations. Each is made when it is missing; where that isn't allowed, the error holds the SQL
    /// that an administrator has to run once.
    func prepareServer(_ connection: Connection) async throws {
        let owner = try Quoting.identifier(ownerRole), schemaName = try Quoting.identifier(schema)
        for role in [ownerRole, writerRole, requestRole] { try await prepare(role: role, connection) }
        try await connection.ensure(ExtensionExists(), administrator: "CREATE EXTENSION pg_trgm SCHEMA public;") {
            "CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public"
        }
        let createSchema = "CREATE SCHEMA IF NOT EXISTS \(schemaName) AUTHORIZATION \(owner)"
        try await connection.ensure(SchemaExists(schema: schema), administrator: createSchema + ";") { createSchema }
        do {
            try await makeTable(connection, owner, schemaName)
        } catch let error as PostgresError where error.sqlState == "42501" {
            throw MigrationError(
                "schema \(schema) belongs to somebody else. An administrator has to run once, in this database:\n"
                    + "ALTER SCHEMA \(schemaName) OWNER TO \(owner);")
        }
    }

    private func makeTable(_ connection: Connection, _ owner: String, _ schemaName: String) async throws {
        try await connection.script(
            """
            BEGIN;
            SET LOCAL ROLE \(owner);
            GRANT USAGE ON SCHEMA \(schemaName) TO \(try Quoting.identifier(writerRole)), \(try Quoting.identifier(requestRole));
            CREATE TABLE IF NOT EXISTS \(schemaName).schema_migrations (
                version integer NOT NULL,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                CONSTRAINT schema_migrations_key PRIMARY KEY (version)
            );
            COMMIT;
            """)
    }

    /// A role without login, which who logs in may become.
    private func prepare(role: String, _ connection: Connection) async throws {
        let name = try Quoting.identifier(role)
        let user = try await connection.run(CurrentUser()).first ?? ""
        let grant = "GRANT \(name) TO \(try Quoting.identifier(user))"
        try await connection.ensure(RoleExists(role: role), administrator: "CREATE ROLE \(name) NOLOGIN;\n\(grant);") {
            "CREATE ROLE \(name) NOLOGIN"
        }
        try await connection.ensure(MayBecome(role: role), administrator: grant + ";") { grant }
    }
}

extension Connection {
    /// Runs `sql` unless `check` says that it isn't needed. Roles belong to the whole cluster, so migrators of other databases may do the same at the
    /// same moment: whoever comes second finds it done, or tries again.
    fileprivate func ensure<Check: Statement>(_ check: Check, administrator: String, _ sql: () -> String) async throws
    where Check.Result == Bool {
        for attempt in 1... {
            if try await run(check).first == true { return }
            do {
                try await script(sql())
                return
            } catch let error as PostgresError where error.sqlState == "42501" {
                throw MigrationError(
                    "the database user may not do what is missing here. An administrator has to run once, in this database:\n\(administrator)")
            } catch let error as PostgresError where attempt < 20 && Self.isMeeting(error) {
                continue
            }
        }
    }

    /// Duplicate object, duplicate schema, unique violation in a catalogue, tuple concurrently updated.
    private static func isMeeting(_ error: PostgresError) -> Bool {
        ["42710", "42P06", "23505", "XX000"].contains(error.sqlState)
    }
}

private struct CurrentUser: Statement {
    static let sql = "SELECT current_user::text"
    typealias Result = String
}

private struct RoleExists: Statement {
    static let sql = "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1)"
    typealias Result = Bool
    let role: String
    func bind(_ parameters: inout Parameters) { parameters.append(role) }
}

/// From version 16 on, being a member no longer implies the right to become the role.
private struct MayBecome: Statement {
    static let sql = """
        SELECT pg_catalog.pg_has_role(
            current_user, $1::name, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
        """
    typealias Result = Bool
    let role: String
    func bind(_ parameters: inout Parameters) { parameters.append(role) }
}

private struct SchemaExists: Statement {
    static let sql = "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)"
    typealias Result = Bool
    let schema: String
    func bind(_ parameters: inout Parameters) { parameters.append(schema) }
}

private struct ExtensionExists: Statement {
    static let sql = "SELECT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_trgm')"
    typealias Result = Bool
}
