public import Logging
public import ServiceLifecycle

/// Listens on a connection of its own and makes a new one whenever it breaks. What was notified in between is lost, so `onReconnect` runs after
/// each connect, the first too, when listening has already begun: reload there what notifications keep fresh.
public final class Listener: Service {
    private let configuration: DatabaseConfiguration
    private let channels: [String]
    private let logger: Logger
    private let onNotification: @Sendable (Notification) async -> Void
    private let onReconnect: @Sendable () async -> Void
    private let backoff = Backoff(baseMilliseconds: 50, capMilliseconds: 5_000)

    public init(
        configuration: DatabaseConfiguration, channels: [String], logger: Logger,
        onNotification: @escaping @Sendable (Notification) async -> Void,
        onReconnect: @escaping @Sendable () async -> Void = {}
    ) {
        self.configuration = configuration
        self.channels = channels
        self.logger = logger
        self.onNotification = onNotification
        self.onReconnect = onReconnect
    }

    /// Runs until graceful shutdown or cancellation.
    /// - Throws: `.invalidValue` for a channel that can't be a name.
    public func run() async throws {
        let listen = try channels.map { "LISTEN \(try Quoting.identifier($0));" }.joined(separator: "\n")
        do {
            try await cancelWhenGracefulShutdown { try await self.listenForever(listen) }
        } catch is CancellationError {
            return
        }
    }

    private func listenForever(_ listen: String) async throws {
        var failures = 0
        while true {
            try Task.checkCancellation()
            do {
                let connection = try await Connection.open(configuration, logger: logger, name: "listener")
                do {
                    try await connection.script(listen)
                    failures = 0
                    await onReconnect()
                    while true {
                        for notification in try await connection.nextNotifications() { await onNotification(notification) }
                    }
                } catch {
                    await connection.close()
                    throw error
                }
            } catch {
                try Task.checkCancellation()
                failures += 1
                logger.warning("listening was interrupted", metadata: ["error": "\(error)", "failures": "\(failures)"])
                let pause = backoff.delayMilliseconds(attempt: failures, jitter: Double.random(in: 0..<1))
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
    }
}
