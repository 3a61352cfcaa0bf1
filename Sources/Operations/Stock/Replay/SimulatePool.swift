package import Commerce
package import Logging
package import Postgres

extension Brand {
    /// Replays the demand of some days under another pool policy. Changes nothing; reads from the replica, at most
    /// `PoolHistoryLimits.request` rows of each kind, one what-if at a time.
    /// - Throws: 409 `TOO_MUCH_TO_REPLAY` for more than that, 503 when too many wait for their turn.
    package func simulatePool(_ draft: PoolSimulationDraft, as caller: Caller) async throws -> PoolWhatIf {
        try await PoolTurns.shared.inTurn { [self] in
            let limits = PoolHistoryLimits.request
            let (opening, changes, demand, regions) = try await readReplica(
                as: caller, ReadOpeningStock(from: draft.from, limit: limits.asked),
                ReadStockChanges(from: draft.from, to: draft.to, limit: limits.asked),
                ReadDemand(from: draft.from, to: draft.to, limit: limits.asked), ReadOpenRegions())
            let snapshot = catalog.current
            let history = try StockHistory(opening, changes, demand, openRegions: regions, limits, snapshot)
            return PoolWhatIf(draft, history, within: .headquarters, snapshot)
        }
    }
}

/// The what-if on a brand's tables alone, without a server beside it.
package struct PoolSimulation: Sendable {
    private let database: Database
    private let catalog: SnapshotKeeper

    /// - Parameter database: under the writer's role, which sees all rows.
    package init(database: Database, logger: Logger) {
        self.database = database
        catalog = SnapshotKeeper(database: database, logger: logger)
    }

    /// As `Brand.simulatePool`, from one moment's tables, with room for more.
    /// - Parameter subject: Whose demand is told of; nil for everybody's.
    /// - Throws: 404 when `subject` is no region or distributor.
    package func run(_ draft: PoolSimulationDraft, within subject: Code?) async throws -> PoolWhatIf {
        try await catalog.reloadAll()
        let snapshot = catalog.current
        let organization = try subject.map { code in
            guard let found = snapshot.organizations[code]?.id, found.kind != .store else { throw Reason.absent("region or distributor") }
            return found
        }
        let limits = PoolHistoryLimits.command
        let history = try await database.transaction(TransactionOptions(isolation: .repeatableRead, readOnly: true)) { transaction in
            let (opening, changes, demand, regions) = try await transaction.run(
                ReadOpeningStock(from: draft.from, limit: limits.asked),
                ReadStockChanges(from: draft.from, to: draft.to, limit: limits.asked),
                ReadDemand(from: draft.from, to: draft.to, limit: limits.asked), ReadOpenRegions())
            return try StockHistory(opening, changes, demand, openRegions: regions, limits, snapshot)
        }
        return PoolWhatIf(draft, history, within: organization ?? .headquarters, snapshot)
    }
}

/// How many rows of each kind (stock rows, changes of stock, demanded lines) a what-if may hold in memory.
struct PoolHistoryLimits: Sendable {
    let rows: Int

    static let request = PoolHistoryLimits(rows: 500_000)
    static let command = PoolHistoryLimits(rows: 10_000_000)

    /// One more, which tells that there are more.
    var asked: Int64 { Int64(rows) + 1 }

    func check(_ count: Int) throws {
        guard count > rows else { return }
        throw Reason(
            .conflict, "TOO_MUCH_TO_REPLAY", "More happened in these days than can be replayed at once: ask for fewer days.",
            figures: [Figure("maxRows", Int64(rows))])
    }
}

/// One what-if at a time, in order of asking: each takes memory for all that happened, and a processor for a second or two.
private actor PoolTurns {
    static let shared = PoolTurns()
    private static let maxWaiting = 64

    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    nonisolated func inTurn<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        try await take()
        do {
            let value = try await body()
            await give()
            return value
        } catch {
            await give()
            throw error
        }
    }

    private func take() async throws {
        guard isTaken else {
            isTaken = true
            return
        }
        guard waiting.count < Self.maxWaiting else {
            throw Reason(.unavailable(retryAfterSeconds: 10), "OVERLOADED", "Too many simulations are waiting; try again in a moment.")
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func give() {
        guard !waiting.isEmpty else {
            isTaken = false
            return
        }
        waiting.removeFirst().resume()
    }
}
