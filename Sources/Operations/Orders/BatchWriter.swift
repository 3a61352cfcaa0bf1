import Commerce
import Postgres

/// Writes one batch of the intake: plans on the board, locks, verifies or plans again, decides, writes, commits.
struct BatchWriter: Sendable {
    let database: Database
    let catalog: SnapshotKeeper
    let board: StockBoard
    let clock: BrandClock
    let ids: EntityIDs
    let numbers: OrderNumbers
    let settings: BrandSettings

    enum Outcome: Sendable {
        case answered(Answered)
        case refused(any Refusal)
        /// The board was wrong about this order; plan it on true stock.
        case planAgain
        /// Older orders wait for these SKUs; let them have what is free first.
        case afterBackorders(Set<SKUID>)
    }

    /// - Returns: an outcome for each order, in their order.
    /// - Throws: what undid the whole batch; nothing of it is written, unless the error is `.commitUnknown`.
    func write(_ batch: [OrderIntake.Waiting]) async throws -> [Outcome] {
        let snapshot = catalog.current
        let planner = OrderPlanner(snapshot: snapshot)
        let candidates = plan(batch, planner)
        do {
            let (outcomes, stock) = try await database.transaction { transaction in
                try await decide(batch, candidates, planner, transaction)
            }
            board.learn(stock.boardRows, held: stock.heldAfter)
            return outcomes
        } catch {
            // What this batch took from the board was not taken.
            try? await board.reload()
            throw error
        }
    }

    /// The first pass: each order planned on the board, which is told at once, so that the next one doesn't count on the same units.
    private func plan(_ batch: [OrderIntake.Waiting], _ planner: OrderPlanner) -> [Candidate] {
        board.withState { state in
            batch.map { waiting in
                let priced = waiting.order.priced
                let needs = priced.lines.map { OrderPlanner.Need(line: $0.line, sku: $0.sku, units: $0.units) }
                let sources = planner.sources(for: priced.buyer.organization, at: priced.place)
                var candidate = Candidate(needs: needs, sources: sources, plan: nil, rows: [])
                if !waiting.onTrueStock,
                    let plan = try? planner.plan(needs, for: priced.buyer.organization, sources: sources, stock: state), plan.unfilledUnits == 0
                {
                    state.take(plan, for: priced.buyer.organization)
                    candidate.plan = plan
                    candidate.rows = planner.rows(of: plan)
                } else {
                    candidate.rows = planner.candidateRows(needs, sources: sources)
                }
                return candidate
            }
        }
    }

    private func decide(
        _ batch: [OrderIntake.Waiting], _ candidates: [Candidate], _ planner: OrderPlanner, _ transaction: Transaction
    ) async throws -> ([Outcome], LockedStock) {
        let now = clock.now()
        let requests = batch.map(\.order.request)
        let buyers = Set(batch.map(\.order.priced.buyer.organization)).sorted()
        let rows = Set(candidates.flatMap(\.rows)).sorted()
        let skus = Set(candidates.flatMap { $0.needs.map(\.sku.id) }).sorted()
        let shareKeys = poolShareKeys(batch, candidates)
        let (locks, stored, accounts, levels, held, restricted, shares) = try await transaction.run(
            TryLockKeys(lockKeys: Set(requests.map(\.lockKey)).sorted()),
            StoredAnswers(keys: requests.map(\.key)),
            LockAccounts(organizations: buyers),
            LockStock(keys: rows),
            ReadPoolShares(keys: shareKeys),
            RestrictedSKUs(skus: skus, now: now),
            LockAllocationShares(skus: skus, now: now, organizations: buyers + Set(buyers.compactMap(\.region)).sorted()))
        var decisions = BatchDecisions(
            planner: planner, now: now,
            keys: KeyStates(locks: locks, stored: stored),
            accounts: accounts,
            stock: LockedStock(levels: levels, held: held),
            allocations: LockedAllocations(restricted: restricted, shares: shares))
        let verdicts = zip(batch, candidates).map { decisions.decide($0, $1) }
        let (outcomes, written) = try await PlacementRows.assemble(batch, verdicts, decisions, planner, now: now, ids: ids, numbers: numbers, in: transaction)
        try await written.commit(in: transaction, now: now, stock: decisions.stock, allocations: decisions.allocations, settings: settings)
        return (outcomes, decisions.stock)
    }

    /// Every pool share that the orders' plans, made or to be made, can touch.
    private func poolShareKeys(_ batch: [OrderIntake.Waiting], _ candidates: [Candidate]) -> [PoolShareKey] {
        var keys: Set<PoolShareKey> = []
        for (waiting, candidate) in zip(batch, candidates) {
            let buyer = waiting.order.priced.buyer.organization
            if let plan = candidate.plan {
                for shipment in plan.shipments {
                    for line in shipment.lines where line.stockClass == .pool {
                        keys.insert(PoolShareKey(distributor: buyer, warehouse: WarehouseID(shipment.warehouse), sku: SKUID(line.sku)))
                    }
                }
            } else {
                for row in candidate.rows { keys.insert(PoolShareKey(distributor: buyer, warehouse: row.warehouse, sku: row.sku)) }
            }
        }
        return keys.sorted()
    }
}

/// An order with its place in the first pass.
struct Candidate: Sendable {
    let needs: [OrderPlanner.Need]
    let sources: [SourcingProblem.Source]
    /// The board's plan; nil when there is none that fills the order, and the rows are all it could draw on.
    var plan: SourcingPlan?
    var rows: [StockKey]
}

extension StockBoard.State {
    /// Lowers the hint by what a plan is about to hold.
    mutating func take(_ plan: SourcingPlan, for buyer: OrganizationID) {
        for shipment in plan.shipments {
            let warehouse = WarehouseID(shipment.warehouse)
            for line in shipment.lines {
                let sku = SKUID(line.sku)
                var level = level(warehouse, sku)
                switch line.stockClass {
                case .general: level.reserved += line.units
                case .pool:
                    level.poolReserved += line.units
                    held[PoolShareKey(distributor: buyer, warehouse: warehouse, sku: sku), default: 0] += line.units
                }
                set(warehouse, sku, level)
            }
        }
    }
}
