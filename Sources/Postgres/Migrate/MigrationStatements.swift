extension Migration: RowDecodable {
    public init(from row: inout RowReader) throws {
        version = try row.next()
        name = try row.next()
        checksum = try row.next()
    }
}

/// The server computes checksums, so that this target needs no cryptography of its own.
struct ComputeChecksums: Statement {
    static let sql = "SELECT encode(sha256(content), 'hex') FROM unnest($1::bytea[]) WITH ORDINALITY AS files (content, place) ORDER BY place"
    typealias Result = String

    let contents: [Bytes]

    func bind(_ parameters: inout Parameters) { parameters.append(contents) }
}

struct HasMigrationTable: Statement {
    static let sql = """
        SELECT count(*) > 0 FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = $1 AND relname = 'schema_migrations'
        """
    typealias Result = Bool

    let schema: String

    func bind(_ parameters: inout Parameters) { parameters.append(schema) }
}

/// The connection's search path leads to the brand's schema.
struct ListAppliedMigrations: Statement {
    static let sql = "SELECT version, name, checksum FROM schema_migrations ORDER BY version"
    typealias Result = Migration
}

struct RecordMigration: Statement {
    static let sql = "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)"

    let migration: Migration

    func bind(_ parameters: inout Parameters) {
        parameters.append(Int32(clamping: migration.version))
        parameters.append(migration.name)
        parameters.append(migration.checksum)
    }
}

/// One migration at a time per schema; the lock lasts as long as the session.
struct LockMigrations: Statement {
    static let sql = "SELECT pg_advisory_lock(hashtextextended('tributary migrations of ' || $1, 0))"

    let schema: String

    func bind(_ parameters: inout Parameters) { parameters.append(schema) }
}
