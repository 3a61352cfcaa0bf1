public import Logging
public import ServiceLifecycle
internal import Synchronization

/// A bounded pool of connections that recovers by itself after the server was away. Works from its creation on; running it as a service adds the
/// orderly end.
public final class Database: Service {
    let configuration: DatabaseConfiguration
    let logger: Logger
    let name: String
    let metrics: PoolMetrics
    let pool: Mutex<PoolState>

    /// - Parameter name: tells pools apart in metrics and logs, such as `writer`.
    public init(_ configuration: DatabaseConfiguration, logger: Logger, name: String) {
        self.configuration = configuration
        var logger = logger
        logger[metadataKey: "pool"] = "\(name)"
        self.logger = logger
        self.name = name
        metrics = PoolMetrics(pool: name)
        pool = Mutex(PoolState(machine: PoolMachine(size: configuration.size)))
    }

    /// Runs until graceful shutdown; then waits for the connections that are in use and closes all.
    public func run() async throws {
        // Cancellation ends this wait by an error and asks for the same end.
        try? await gracefulShutdown()
        await close()
    }

    /// Lends a connection. What a script changes of its session stays changed for the next one.
    public func withConnection<T: Sendable>(_ body: @Sendable (Connection) async throws -> T) async throws -> T {
        let lease = try await lease()
        do {
            let value = try await body(lease.connection)
            await giveBack(lease)
            return value
        } catch {
            await giveBack(lease)
            throw error
        }
    }

    /// Runs statements in one round trip and one implicit transaction on some connection. A connection that turns out dead before anything was
    /// sent is replaced silently.
    /// - Throws: `PostgresError`; with `.connectionLost` it is unknown whether the statements were applied.
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws -> (repeat Rows<(each S).Result>) {
        try await run(after: nil, repeat each statements)
    }

    /// As `run`, with a statement before them, in the same transaction, whose rows nobody needs.
    public nonisolated(nonsending) func run<each S: Statement>(
        after first: (any Statement)?, _ statements: repeat each S
    ) async throws -> (repeat Rows<(each S).Result>) {
        var replaced = 0
        while true {
            let lease = try await lease()
            do {
                let rows = try await lease.connection.submit(in: nil, commits: false, after: first, repeat each statements).rows
                await giveBack(lease)
                return rows
            } catch {
                await giveBack(lease)
                guard let error = error as? PostgresError, error.nothingSent, replaced <= configuration.size else { throw error }
                replaced += 1
            }
        }
    }
}
