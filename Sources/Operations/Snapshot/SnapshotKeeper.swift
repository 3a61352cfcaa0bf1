package import Commerce
package import Logging
package import Postgres
import Synchronization

/// Holds the current snapshot and replaces parts of it. Reading it takes a lock for the length of a few retains; reloads run one
/// after the other, so that an older reading never replaces a newer one.
package final class SnapshotKeeper: Sendable {
    private let state = Mutex(Snapshot())
    private let reloader: Reloader

    init(database: Database, channel: String, logger: Logger) {
        reloader = Reloader(database: database)
    }

    package var current: Snapshot {
        state.withLock { $0 }
    }

    package func reloadAll() async throws {
        try await reload(Set(CatalogPart.allCases))
    }

    /// Reads these parts from the database. When it returns, `current` shows at least what was committed before the call.
    package func reload(_ parts: Set<CatalogPart>) async throws {
        guard !parts.isEmpty else { return }
        try await reloader.reload(parts) { part, database in
            let read = try await part.read(database)
            self.state.withLock { read(&$0) }
        }
    }

    /// One reload at a time, in the order they were asked for.
    private actor Reloader {
        private let database: Database
        private var last: Task<Void, any Error>?

        init(database: Database) {
            self.database = database
        }

        func reload(
            _ parts: Set<CatalogPart>, _ one: @escaping @Sendable (CatalogPart, Database) async throws -> Void
        ) async throws {
            let previous = last
            let database = self.database
            let task = Task {
                _ = await previous?.result
                for part in CatalogPart.allCases where parts.contains(part) {
                    try await one(part, database)
                }
            }
            last = task
            try await task.value
        }
    }
}

extension CatalogPart {
    /// The parts that a notification names: the id of the server that changed them, a space, and the parts.
    /// - Returns: nothing for a server's own notifications, which it needn't hear.
    package static func parts(in payload: String, unlessFrom ownServerID: String) -> Set<CatalogPart> {
        let words = payload.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0] != ownServerID else { return [] }
        return Set(words[1].split(separator: ",").compactMap { CatalogPart(rawValue: String($0)) })
    }
}
