import Logging
import Testing

@testable import Postgres

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A session as the platform opens it, on an empty database.
func settings(_ url: String, size: Int = 4, _ change: (inout DatabaseConfiguration) -> Void = { _ in }) -> DatabaseConfiguration {
    var configuration = DatabaseConfiguration(url: url, schema: "public", size: size, statementTimeoutMilliseconds: 20_000)
    configuration.settings = [("deadlock_timeout", "20ms")]
    change(&configuration)
    return configuration
}

/// Lets as many tasks go on together as were expected.
actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) { missing = count }

    /// Whoever comes after the meeting passes at once.
    func arrive() async {
        missing -= 1
        if missing > 0 {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            for one in waiting { one.resume() }
            waiting = []
        }
    }
}

actor Counter {
    private(set) var value = 0

    func increment() -> Int {
        value += 1
        return value
    }
}

extension PostgresError {
    /// What `body` throws, nil when it throws nothing or something else.
    static func thrown(by body: () async throws -> Void) async -> PostgresError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? PostgresError
        }
    }
}

extension Database {
    /// How it was set up, for a connection beside the pool.
    var settings: DatabaseConfiguration { configuration }
}

/// How many rows `items` has now.
func expectItems(_ count: Int, in database: Database, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let found = try await database.run(CountItems()).first
    #expect(found == count, sourceLocation: sourceLocation)
}
