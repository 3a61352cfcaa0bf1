package import Commerce
package import Logging
package import Postgres
import Synchronization

/// Holds the current snapshot and replaces parts of it. Reading it takes a lock for the length of a few retains; reloads run one
/// after the other, so that an older reading never replaces a newer one.
package final class SnapshotKeeper: Sendable {
    private let state = Mutex(Snapshot())
    private let reloader: Reloader
    private let rechecked = Mutex<[CatalogPart: ContinuousClock.Instant]>([:])

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

    /// Reads a part again before somebody is turned away on account of it: the notification of another server may still be on its way. At
    /// most once a second, since anybody can be turned away at will.
    package func recheck(_ part: CatalogPart) async throws {
        let now = ContinuousClock.now
        let isDue = rechecked.withLock { last in
            if let before = last[part], before.duration(to: now) < .seconds(1) { return false }
            last[part] = now
            return true
        }
        if isDue { try await reload([part]) }
    }

    /// A notification of another server: its id, a space, and the parts.
    package func heard(_ payload: String, ownServerID: String) async throws {
        let words = payload.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0] != ownServerID else { return }
        try await reload(Set(words[1].split(separator: ",").compactMap { CatalogPart(rawValue: String($0)) }))
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
