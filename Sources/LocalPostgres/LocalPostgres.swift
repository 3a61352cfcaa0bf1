package import Logging
import ServiceLifecycle

/// A PostgreSQL server of its own for a program that was given no `DATABASE_URL`: made on first use, started, restarted when it dies, and stopped
/// with the program.
///
/// It listens on a Unix socket only, runs as an unprivileged user, and keeps PostgreSQL's durability. One process at a time uses a
/// directory; whatever was killed (this program, the database, both) is recovered from at the next start.
package actor LocalPostgres: Service {
    private let configuration: LocalPostgresConfiguration
    private let logger: Logger
    private var state = State.idle

    private enum State {
        case idle
        case starting(Task<Started, any Error>)
        case stopped
    }

    package init(_ configuration: LocalPostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Starts the server, or joins a start that is under way.
    /// - Returns: a libpq URI of the database `tributary` as its only role, a superuser (`SET ROLE` from there).
    /// - Throws: `LocalPostgresError`, with a description for whoever started the program.
    package func start() async throws -> String {
        try await started().cluster.url(database: Cluster.database)
    }

    /// The libpq URI of another database of the same server, which is started if need be.
    package func url(database: String) async throws -> String {
        try await started().cluster.url(database: database)
    }

    /// Stops the server with a fast shutdown and lets go of the directory. What was acknowledged is on disk. Does nothing when it isn't running.
    package func stop() async throws {
        guard case .starting(let task) = state else { return }
        state = .stopped
        try await Self.uncancelled { [logger] in
            let started = try await task.value
            try await started.cluster.stop()
            logger.info("Stopped the local database")
            withExtendedLifetime(started.locks) {}
        }
    }

    /// Keeps the server running until graceful shutdown or cancellation, then stops it. A service that uses the database has to come after
    /// this one in its group, so that it ends before.
    package func run() async throws {
        let cluster = try await started().cluster
        do {
            try await cancelWhenGracefulShutdown { try await self.supervise(cluster) }
        } catch is CancellationError {
            // The way it ends.
        }
        try await stop()
    }

    /// Starts the server again when it has died: nobody else watches over a private one. Requests meanwhile find it unavailable.
    private func supervise(_ cluster: Cluster) async throws {
        while true {
            try await Task.sleep(for: .milliseconds(500))
            if cluster.isRunning { continue }
            logger.error("The local database has died; starting it again", metadata: ["directory": "\(cluster.home.data)"])
            do {
                try await Self.uncancelled { try await cluster.bringUp() }
                logger.notice("The local database is back", metadata: ["directory": "\(cluster.home.data)"])
            } catch {
                logger.error("The local database can't be started", metadata: ["error": "\(error)"])
                try await Task.sleep(for: .seconds(5))
            }
        }
    }

    private func started() async throws -> Started {
        switch state {
        case .starting(let task): return try await task.value
        case .stopped: throw CancellationError()
        case .idle:
            let task = Task.detached { [configuration, logger] in try await Started.begin(configuration, logger: logger) }
            state = .starting(task)
            return try await task.value
        }
    }

    /// Runs `body` in a task of its own: stopping happens when the caller is cancelled, and a cancelled task takes its child processes along.
    private static func uncancelled(_ body: @Sendable @escaping () async throws -> Void) async throws {
        try await Task.detached(operation: body).value
    }
}
