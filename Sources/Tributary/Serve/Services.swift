import API
import Logging
import Operations
import Postgres
import ServiceLifecycle

/// Hears what other servers of the brand changed.
struct ChangeListener: Service {
    let brand: Brand
    let configuration: DatabaseConfiguration

    func run() async throws {
        let brand = brand
        let stock = LatestOnly { try await brand.board.reload() }
        let listener = Listener(
            configuration: configuration, channels: [brand.settings.catalogChannel, brand.settings.stockChannel], logger: brand.logger,
            onNotification: { notification in
                await Self.tolerate(brand.logger) {
                    if notification.channel == brand.settings.catalogChannel {
                        try await brand.catalog.heard(notification.payload, ownServerID: brand.settings.serverID)
                    } else if notification.payload != brand.settings.serverID {
                        try await stock.run()
                    }
                }
            },
            onReconnect: { await Self.tolerate(brand.logger) { try await brand.load() } })
        try await listener.run()
    }

    /// What can't be read now is read at the next notification or reconnection; the board and the snapshot are hints until then.
    private static func tolerate(_ logger: Logger, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            logger.warning("What another server changed couldn't be read", metadata: ["error": "\(error)"])
        }
    }
}

/// Runs something at most once a second, however often it is asked for.
actor LatestOnly {
    private let body: @Sendable () async throws -> Void
    private var last: ContinuousClock.Instant?

    init(_ body: @escaping @Sendable () async throws -> Void) {
        self.body = body
    }

    func run() async throws {
        let now = ContinuousClock.now
        if let last, last.duration(to: now) < .seconds(1) { return }
        last = now
        try await body()
    }
}

/// Ends after the HTTP server and before the pools: what was accepted is committed first.
struct IntakeService: Service {
    let brand: Brand

    func run() async throws {
        try? await gracefulShutdown()
        await brand.intake.drain()
    }
}

/// Ends first, so that balancers look elsewhere while the last requests are answered.
struct ReadinessService: Service {
    let readiness: Readiness

    func run() async throws {
        try? await gracefulShutdown()
        readiness.end()
    }
}
