package import Commerce
package import Logging
package import Postgres
import Synchronization

/// Holds the current snapshot and replaces parts of it. Reading it takes a lock for the length of a few retains; reloads run one
/// after the other, so that an older reading never replaces a newer one.
package final class SnapshotKeeper: Sendable {
    private let state = Mutex(Snapshot())
    private let overdue = Mutex(Overdue())
    private let reloader: Reloader
    private let logger: Logger
    private let rechecked = Mutex<[CatalogPart: ContinuousClock.Instant]>([:])

    init(database: Database, logger: Logger) {
        reloader = Reloader(database: database)
        self.logger = logger
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
            let read = try await part.read(database, logger: self.logger)
            self.state.withLock { read(&$0) }
        }
    }

    /// As `reload`, for parts that are known to have changed, by somebody who can't fail any more: what can't be read now is remembered, and
    /// read in the background until that succeeds.
    package func refresh(_ parts: Set<CatalogPart>) async {
        let due = overdue.withLock { overdue in
            let due = parts.isEmpty ? [] : overdue.parts.union(parts)
            overdue.parts.subtract(due)
            return due
        }
        do {
            try await reload(due)
        } catch {
            logger.error("Changed parts of the catalogue couldn't be read", metadata: ["parts": "\(due.map(\.rawValue).sorted())", "error": "\(error)"])
            catchUpLater(on: due)
        }
    }

    /// Parts that changed and couldn't be read since.
    private struct Overdue {
        var parts: Set<CatalogPart> = []
        var isTrying = false
    }

    private static let catchUpEvery = Duration.seconds(1)

    private func catchUpLater(on parts: Set<CatalogPart>) {
        let isFirst = overdue.withLock { overdue in
            overdue.parts.formUnion(parts)
            defer { overdue.isTrying = true }
            return !overdue.isTrying
        }
        guard isFirst else { return }
        Task {
            while let due = takeOverdue() {
                try? await Task.sleep(for: Self.catchUpEvery)
                do {
                    try await reload(due)
                } catch let error as PostgresError where error.kind == .shuttingDown {
                    return
                } catch {
                    logger.warning("Changed parts of the catalogue still can't be read", metadata: ["error": "\(error)"])
                    overdue.withLock { $0.parts.formUnion(due) }
                }
            }
        }
    }

    /// Taken out before they are read, so that what changes meanwhile is overdue anew.
    /// - Returns: nil when nothing is left, and then nobody tries any more.
    private func takeOverdue() -> Set<CatalogPart>? {
        overdue.withLock { overdue in
            guard !overdue.parts.isEmpty else {
                overdue.isTrying = false
                return nil
            }
            defer { overdue.parts = [] }
            return overdue.parts
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
