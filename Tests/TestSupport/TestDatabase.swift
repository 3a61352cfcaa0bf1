/// A database per test, on the test process's own server.
package enum TestDatabase {
    /// Runs `body` with the libpq URI of a fresh database that has had all migrations (schema `tributary`), and drops it afterwards.
    package static func withDatabase<T>(isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> T) async throws -> T {
        try await with(migrated: true, body)
    }

    /// The same with a database that nothing has been made in.
    package static func withEmptyDatabase<T>(isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> T) async throws -> T {
        try await with(migrated: false, body)
    }

    /// Tests begin all at once, many more than a server has connections for: this many databases are in use at a time. Few, so that each test gets
    /// enough of a small machine to stay clear of the time limits that it doesn't test.
    private static let gate = Gate(places: 4)
    @TaskLocal private static var holdsPlace = false

    private static func with<T>(isolation: isolated (any Actor)? = #isolation, migrated: Bool, _ body: (String) async throws -> T) async throws -> T {
        // A database within a database takes no second place: waiting for one while holding one could wait for ever.
        if holdsPlace { return try await make(migrated: migrated, body) }
        await gate.enter()
        do {
            let value = try await $holdsPlace.withValue(true) { try await make(migrated: migrated, body) }
            await gate.leave()
            return value
        } catch {
            await gate.leave()
            throw error
        }
    }

    private static func make<T>(isolation: isolated (any Actor)? = #isolation, migrated: Bool, _ body: (String) async throws -> T) async throws -> T {
        let cluster = TestCluster.shared
        let name = try await cluster.make(migrated: migrated)
        let url = try await cluster.url(database: name)
        do {
            let value = try await body(url)
            try await drop(name)
            return value
        } catch {
            try await drop(name)
            throw error
        }
    }

    /// In a task of its own, so that a test cut short by its time limit still cleans up.
    private static func drop(_ name: String) async throws {
        try await Task { try await TestCluster.shared.drop(name) }.value
    }
}
