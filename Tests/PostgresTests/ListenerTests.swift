import Postgres
import TestSupport
import Testing

struct ListenerTests {
    struct Notify: Statement {
        static let sql = "SELECT pg_notify($1, $2)"
        let channel: String
        let payload: String
        func bind(_ parameters: inout Parameters) {
            parameters.append(channel)
            parameters.append(payload)
        }
    }

    /// The process that listens.
    struct ListenerID: Statement {
        static let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'listening'"
        typealias Result = Int
    }

    private enum Event: Equatable, Sendable {
        case connected
        case notified(String, String)
    }

    @Test func `notifications arrive, and after a lost connection it listens again and says so`() async throws {
        try await TestDatabase.withEmptyDatabase { url in
            let (events, sink) = AsyncStream.makeStream(of: Event.self)
            let listener = Listener(
                configuration: settings(url) { $0.applicationName = "listening" }, channels: ["stock", "it's \"odd\""], logger: quiet,
                onNotification: { sink.yield(.notified($0.channel, $0.payload)) }, onReconnect: { sink.yield(.connected) })
            let running = Task { try await listener.run() }
            let connection = try await Connection.open(settings(url), logger: quiet)
            var arriving = events.makeAsyncIterator()
            #expect(await arriving.next() == .connected)

            _ = try await connection.pipeline(Notify(channel: "stock", payload: "1"), Notify(channel: "it's \"odd\"", payload: ""))
            #expect(await arriving.next() == .notified("stock", "1"))
            #expect(await arriving.next() == .notified("it's \"odd\"", ""))

            let backend = try #require(try await connection.run(ListenerID()).first)
            _ = try await connection.run(Terminate(backend: backend))
            #expect(await arriving.next() == .connected)
            _ = try await connection.run(Notify(channel: "stock", payload: "2"))
            #expect(await arriving.next() == .notified("stock", "2"))

            running.cancel()
            try await running.value
            await connection.close()
        }
    }

    @Test func `a channel that can't be a name is refused`() async throws {
        for channel in ["", "a\0b", String(repeating: "x", count: 64)] {
            let listener = Listener(configuration: settings("postgresql:///none"), channels: [channel], logger: quiet, onNotification: { _ in })
            #expect(await PostgresError.thrown { try await listener.run() }?.kind == .invalidValue)
        }
    }
}
