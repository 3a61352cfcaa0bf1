import Foundation
import Logging
import Postgres
import TestSupport
import Testing

/// What an operator's machinery looks at, on the real program.
@Suite(.timeLimit(.minutes(20))) struct ObservationTests {
    @Test func `metrics tell how busy the pools are, how long statements take, and what waits at the intake`() async throws {
        try await TestBrand.with { brand in
            try await ServerProcess.with(on: brand.url) { server in
                // Asks under both roles of the pools that requests share; the order goes through the intake's.
                let ready = try await server.send("GET", "/health/ready")
                #expect(ready?.status == 200)
                let order = try await server.order(1, of: "L", token: try await server.token("D-110105"), key: "one")
                #expect(order?.status == 201, "\(order?.text ?? "")")
                let metrics = try await server.send("GET", "/metrics")
                let lines = (metrics?.text ?? "").split(separator: "\n")
                for pool in ["writer", "intake", "request"] {
                    for gauge in ["postgres_pool_in_use", "postgres_pool_idle", "postgres_pool_waiters"] {
                        #expect(lines.contains { $0.hasPrefix("\(gauge){pool=\"\(pool)\"} ") }, "\(gauge) of \(pool)")
                    }
                    #expect(lines.contains { $0.hasPrefix("postgres_statement_duration_seconds_count{") && $0.contains("pool=\"\(pool)\"") }, "statements of \(pool)")
                }
                #expect(lines.contains { $0.hasPrefix("tributary_intake_waiting ") })
                #expect(lines.contains("tributary_intake_batch_orders_count 1"))
            }
        }
    }

    @Test func `a server whose database is away isn't ready, lives on, and is ready again afterwards`() async throws {
        try await TestBrand.with { brand in
            try await ServerProcess.with(on: brand.url) { server in
                let before = try await server.send("GET", "/health/ready")
                #expect(before?.status == 200)
                try await Self.withoutDatabase(at: brand.url) {
                    let away = try await server.send("GET", "/health/ready")
                    #expect(away?.status == 503)
                    #expect(away?.retryAfter != nil)
                    let live = try await server.send("GET", "/health/live")
                    #expect(live?.status == 200)
                }
                while try await server.send("GET", "/health/ready")?.status != 200 { try Task.checkCancellation() }
            }
        }
    }

    /// Ends all sessions of the database and lets nobody in while `body` runs.
    private static func withoutDatabase(at url: String, _ body: () async throws -> Void) async throws {
        let name = try #require(url.firstMatch(of: /\/\/\/([^?]*)\?/)?.output.1)
        let beside = url.replacing("///\(name)?", with: "///postgres?")
        let connection = try await Connection.open(DatabaseConfiguration(url: beside), logger: Logger(label: "test.away"))
        do {
            // Committed first, so that who is ended doesn't come back at once.
            try await connection.script("ALTER DATABASE \"\(name)\" ALLOW_CONNECTIONS false")
            try await connection.script("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '\(name)'")
            try await body()
            try await connection.script("ALTER DATABASE \"\(name)\" ALLOW_CONNECTIONS true")
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }

    @Test func `a body without a length is read up to the limit and no further`() async throws {
        try await TestBrand.with { brand in
            try await TemporaryDirectory.with { directory in
                try await ServerProcess.with(on: brand.url) { server in
                    let token = try await server.token("D-110105")
                    func status(bytes: Int) async throws -> String {
                        let file = directory + "/body"
                        try Data(repeating: UInt8(ascii: " "), count: bytes).write(to: URL(fileURLWithPath: file))
                        return try await Finished(
                            "/usr/bin/env",
                            [
                                "curl", "--silent", "--noproxy", "*", "--max-time", "60", "-o", directory + "/answer", "-w", "%{http_code}",
                                "-H", "Authorization: Bearer \(token)", "-H", "Idempotency-Key: large", "-H", "Content-Type: application/json", "-H", "Expect:",
                                "-H", "Transfer-Encoding: chunked", "--data-binary", "@" + file, server.origin + "/v1/orders",
                            ]
                        ).output
                    }
                    #expect(try await status(bytes: 1 << 20) == "400", "white space is no JSON")
                    #expect(try await status(bytes: 1 << 20 | 1) == "413")
                    let next = try await server.send("GET", "/v1/me", token: token)
                    #expect(next?.status == 200)
                }
            }
        }
    }
}
