package import Commerce
import Logging
package import Operations
package import Postgres

/// A brand of a test's own: its database, one server's view of it, and a clock that stands still.
package struct TestBrand: Sendable {
    package let brand: Brand
    package let clock: TestClock
    package let draft: BrandDraft
    package let url: String

    /// Makes the brand of `draft` in a database of its own, loads it, and removes both afterwards.
    package static func with<T>(
        _ draft: BrandDraft = .small, clock: TestClock = TestClock(), isolation: isolated (any Actor)? = #isolation,
        settings change: (inout BrandSettings) -> Void = { _ in }, _ body: (TestBrand) async throws -> T
    ) async throws -> T {
        try await TestDatabase.withDatabase { url in
            try await script(try draft.sql, at: url)
            // A busy machine makes a test slow, not wrong.
            var settings = BrandSettings(serverID: "one", intakeLockMilliseconds: 60_000)
            change(&settings)
            return try await serving(url: url, settings: settings, clock: clock) { brand in
                try await body(TestBrand(brand: brand, clock: clock, draft: draft, url: url))
            }
        }
    }

    /// A second server of the same brand, or the first one after a restart: it shares the database and the clock, and nothing in memory.
    package func anotherServer<T>(
        _ serverID: String = "two", isolation: isolated (any Actor)? = #isolation, _ body: (TestBrand) async throws -> T
    ) async throws -> T {
        var settings = brand.settings
        settings.serverID = serverID
        return try await Self.serving(url: url, settings: settings, clock: clock) { brand in
            try await body(TestBrand(brand: brand, clock: clock, draft: draft, url: url))
        }
    }

    /// The client that an organisation's code names.
    /// - Throws: `UnknownCode`.
    package func caller(_ code: String) throws -> Caller {
        guard let id = draft.organization(code) else { throw UnknownCode(code: code) }
        return Caller(clientID: code, organization: id, code: Code(stored: code))
    }

    /// Runs `body` while a transaction behind the brand's back has done `script` and holds what that locked; then ends it.
    package func holding<T>(
        _ script: String, isolation: isolated (any Actor)? = #isolation, ending: String = "ROLLBACK", _ body: () async throws -> T
    ) async throws -> T {
        let connection = try await Connection.open(DatabaseConfiguration(url: url), logger: Logger(label: "test.sql"))
        do {
            try await connection.script("BEGIN; SET LOCAL search_path = tributary; " + script)
            let value = try await body()
            try await connection.script(ending)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Runs SQL behind the brand's back, bound by no policy. The brand keeps what it has in memory.
    package func sql(_ text: String) async throws {
        try await Self.script(text, at: url)
    }

    /// What a query answers in its first column and row, as PostgreSQL writes it; bound by no policy.
    package func value(_ query: String) async throws -> String? {
        try await Self.connected(to: url) { try await $0.run(ReadValue(query: query)).first ?? nil }
    }

    package func count(_ query: String) async throws -> Int {
        try await value(query).flatMap { Int($0) } ?? 0
    }

    private static func serving<T>(
        url: String, settings: BrandSettings, clock: TestClock, isolation: isolated (any Actor)? = #isolation, _ body: (Brand) async throws -> T
    ) async throws -> T {
        var quiet = Logger(label: "test.brand")
        quiet.logLevel = .critical
        func database(_ name: String, role: String, size: Int, session: [(String, String)] = []) -> Database {
            // A busy machine makes a test slow, not wrong.
            let configuration = DatabaseConfiguration(
                url: url, schema: settings.schema, role: "tributary_" + role, size: size, acquireTimeoutMilliseconds: 60_000,
                settings: session)
            return Database(configuration, logger: quiet, name: name)
        }
        let writer = database("writer", role: "writer", size: 8)
        let intake = database(
            "intake", role: "writer", size: settings.intakeWriters + 1,
            session: BrandSettings.intakeSession(lockMilliseconds: settings.intakeLockMilliseconds))
        let request = database("request", role: "request", size: 4)
        let brand = Brand(
            writer: writer, intakeDatabase: intake, request: request, settings: settings, clock: BrandClock(read: { clock.now.millisecondsSince1970 }), logger: quiet)
        do {
            try await brand.load()
            let value = try await body(brand)
            for database in [writer, intake, request] { await database.close() }
            return value
        } catch {
            for database in [writer, intake, request] { await database.close() }
            throw error
        }
    }

    private static func script(_ sql: String, at url: String) async throws {
        try await connected(to: url) { try await $0.script(sql) }
    }

    private static func connected<T: Sendable>(to url: String, _ body: (Connection) async throws -> T) async throws -> T {
        let connection = try await Connection.open(DatabaseConfiguration(url: url), logger: Logger(label: "test.sql"))
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}

/// A statement's SQL is fixed, so a query that a test makes up runs through a function made with the template.
private struct ReadValue: Statement {
    typealias Result = String?
    static let sql = "SELECT public.test_value($1)"
    let query: String
    func bind(_ parameters: inout Parameters) { parameters.append(query) }
}
