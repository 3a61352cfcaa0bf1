import Operations
import Postgres
import ServiceLifecycle

/// Hears what other servers of the brand changed, and reads it again. After a lost connection nobody knows what was said meanwhile, so
/// everything is read.
struct ChangeListener: Service {
    /// What the stock board has: it is read whole.
    private enum Board: Hashable, Sendable {
        case levels
    }

    let brand: Brand
    let configuration: DatabaseConfiguration

    func run() async throws {
        let brand = brand
        // Every batch of every server says that stock moved; the board is a hint, so once a second is often enough.
        let board = Refresher<Board>(pause: .seconds(1), logger: brand.logger) { _ in try await brand.board.reload() }
        let catalog = Refresher<CatalogPart>(pause: .zero, logger: brand.logger) { try await brand.catalog.reload($0) }
        let listener = Listener(
            configuration: configuration, channels: [brand.settings.catalogChannel, brand.settings.stockChannel], logger: brand.logger,
            onNotification: { notification in
                if notification.channel == brand.settings.catalogChannel {
                    catalog.ask(for: CatalogPart.parts(in: notification.payload, unlessFrom: brand.settings.serverID))
                } else if notification.payload != brand.settings.serverID {
                    board.ask(for: [.levels])
                }
            },
            onReconnect: {
                catalog.ask(for: Set(CatalogPart.allCases))
                board.ask(for: [.levels])
            })
        try await withThrowingTaskGroup(of: Void.self) { group in
            // A reading under way is cut off at the end: nobody will use it.
            group.addTask { await cancelWhenGracefulShutdown { await board.run() } }
            group.addTask { await cancelWhenGracefulShutdown { await catalog.run() } }
            group.addTask { try await listener.run() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
