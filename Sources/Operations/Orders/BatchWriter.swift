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
    let usageHints = UsageHints()

    enum Outcome: Sendable {
        case answered(Answered)
        case refused(any Refusal)
        /// The board was wrong about this order; plan it on true stock.
        case planAgain
        /// Older orders wait for these SKUs; let them have what is free first.
        case afterBackorders(Set<SKUID>)
    }

    /// What a batch came to.
    struct Written: Sendable {
        /// One for each order, in their order.
        let outcomes: [Outcome]
        /// Rows that weren't there, of orders that now wait for goods of theirs.
        let unseen: Set<StockKey>
        /// Whether the last seat of a group was taken.
        let hasFilledGroups: Bool
    }

    /// - Throws: what undid the whole batch; nothing of it is written, unless the error is `.commitUnknown`.
    func write(_ batch: [OrderIntake.Waiting]) async throws -> Written {
        var attempts = 0
        var locksAllCounters = false
        while true {
            do {
                // Policies that change faster than they are read: the last one read decides. What campaigns give is counted by the version
                // that is in force, so an order is written by that one or not at all.
                return try await attempt(batch, checkingSourcing: attempts < 2, locksAllCounters: locksAllCounters)
            } catch let stale as StaleSourcing {
                attempts += 1
                guard attempts < Self.attempts else { throw stale }
                do {
                    try await catalog.reload(stale.parts)
                } catch {
                    // Nothing is wrong with the intake's own connections, and nobody is refused by what is known to be old.
                    throw stale
                }
            } catch is OutdatedHints {
                attempts += 1
                guard attempts < Self.attempts else { throw StaleSourcing(parts: [.campaigns]) }
                locksAllCounters = true
            }
        }
    }

    private static let attempts = 6

    /// Counters that were seen before aren't there any more, or have less left than was seen; what was seen of them is forgotten.
    private struct OutdatedHints: Error {}

    private func attempt(_ batch: [OrderIntake.Waiting], checkingSourcing: Bool, locksAllCounters: Bool) async throws -> Written {
        let planner = OrderPlanner(snapshot: catalog.current)
        let pricer = CampaignPricer(snapshot: planner.snapshot, now: clock.now())
        let first = plan(batch, planner, pricer, locksAllCounters: locksAllCounters)
        do {
            let (written, decisions) = try await database.transaction { transaction in
                try await decide(batch, first, planner, pricer, transaction, checkingSourcing: checkingSourcing)
            }
            board.learn(decisions.stock.boardRows, held: decisions.stock.heldAfter)
            usageHints.learn(decisions.usage)
            await board.reloadIfStale()
            return written
        } catch {
            // What this batch took from the board was not taken.
            await board.distrust(reloading: !Unavailability.isAway(error))
            guard (error as? PostgresError)?.constraint == LockAmpleUsage.constraint else { throw error }
            usageHints.forget(first.ample.keys)
            throw OutdatedHints()
        }
    }

    /// What is known of a batch before anything is locked.
    private struct FirstPass {
        let candidates: [Candidate]
        /// What the counters that it may draw on were last seen to stand at.
        let seen: [UsageKey: CampaignUsage]
        let ample: AmpleUsage
    }

    /// What some orders lock besides, such as a group that they join, comes after the counters everywhere: with one of those in the batch no counter
    /// is left for the end.
    private func plan(
        _ batch: [OrderIntake.Waiting], _ planner: OrderPlanner, _ pricer: CampaignPricer, locksAllCounters: Bool
    ) -> FirstPass {
        let offers = batch.map { pricer.candidates(for: $0.order.priced) }
        let seen = usageHints.seen(
            zip(batch, offers).lazy.flatMap { waiting, campaigns in
                campaigns.flatMap { $0.campaign.facts.limits.keys(of: $0.id, buyer: waiting.order.priced.buyer.organization, day: pricer.day) }
            })
        let candidates = candidates(of: batch, offers, seen, planner, pricer)
        let locksAll = locksAllCounters || !batch.allSatisfy(\.locksOnlyWhatAllDo) || !candidates.allSatisfy(\.issuedCoupons.isEmpty)
        let ample =
            locksAll
            ? AmpleUsage()
            : AmpleUsage(
                among: candidates.lazy.flatMap(\.counters), of: Set(batch.lazy.map(\.order.priced.buyer.organization)), seen: seen,
                most: CampaignUsage(mostOf: batch.lazy.map(\.order.priced)))
        return FirstPass(candidates: candidates, seen: seen, ample: ample)
    }

    /// Each order planned on the board, which is told at once, so that the next one doesn't count on the same units.
    private func candidates(
        of batch: [OrderIntake.Waiting], _ offers: [[LiveCampaign]], _ seen: [UsageKey: CampaignUsage], _ planner: OrderPlanner, _ pricer: CampaignPricer
    ) -> [Candidate] {
        board.withState { state in
            zip(batch, offers).map { waiting, campaigns in
                let hint = seen.left(of: campaigns, buyer: waiting.order.priced.buyer.organization, day: pricer.day)
                let priced = pricer.price(waiting.order.priced, with: campaigns, CampaignPricer.Terms(left: hint))
                let needs = priced.needs
                let tiers = priced.storefront?.tiers
                let sources = planner.sources(for: priced.buyer.organization, at: priced.place, tiers: tiers)
                var candidate = Candidate(priced, campaigns: campaigns, day: pricer.day, needs: needs, sources: sources)
                if !waiting.onTrueStock,
                    let plan = try? planner.plan(
                        needs, for: priced.buyer.organization, sources: sources, tiers: tiers, stock: state, drawsOnPool: priced.drawsOnPool),
                    plan.unfilledUnits == 0
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
        _ batch: [OrderIntake.Waiting], _ first: FirstPass, _ planner: OrderPlanner, _ pricer: CampaignPricer, _ transaction: Transaction,
        checkingSourcing: Bool
    ) async throws -> (Written, BatchDecisions) {
        let candidates = first.candidates
        if batch.count == 1, batch[0].alone { _ = try await transaction.run(LimitLockWaits(milliseconds: settings.singleLockMilliseconds)) }
        let now = pricer.now
        let requests = batch.map(\.order.request)
        let buyers = Set(batch.map(\.order.priced.buyer.organization)).sorted()
        let payers = Set(buyers).union(candidates.compactMap(\.supplied)).sorted()
        let stockKeys = Set(candidates.flatMap(\.rows)).sorted()
        let skus = Set(candidates.flatMap { $0.needs.map(\.sku.id) }).sorted()
        let shareKeys = poolShareKeys(batch, candidates)
        let givenTo = buyers + Set(buyers.compactMap(\.region)).sorted()
        let usageKeys = Set(candidates.lazy.flatMap(\.counters).map(\.key).filter { !first.ample.contains($0) }).sorted()
        try await openUsage(usageKeys.filter { first.seen[$0] == nil }, transaction)
        let (_, mark, locks, stored, accounts, levels, held, _, restricted, usage, spent) = try await transaction.run(
            HoldCampaignMark(), ReadCampaignMark(),
            TryLockKeys(lockKeys: Set(requests.map(\.lockKey)).sorted()),
            StoredAnswers(keys: requests.map(\.key)),
            LockAccounts(organizations: payers),
            LockStock(keys: stockKeys),
            ReadPoolShares(keys: shareKeys),
            LockAllocationShares(skus: skus, now: now, organizations: givenTo),
            RestrictedSKUs(skus: skus, now: now, organizations: givenTo),
            LockUsage(keys: usageKeys),
            SpentCoupons(coupons: candidates.flatMap(\.issuedCoupons)))
        guard mark.first?.mark == planner.snapshot.campaignMark else { throw StaleSourcing(parts: [.campaigns]) }
        let counters = BatchUsage(usage, ample: first.ample, spent: spent)
        let gone = counters.missing(among: usageKeys)
        guard gone.isEmpty else {
            usageHints.forget(gone)
            throw OutdatedHints()
        }
        var decisions = BatchDecisions(
            planner: planner, pricer: pricer, now: now,
            keys: KeyStates(locks: locks, stored: stored),
            accounts: accounts,
            stock: LockedStock(levels: levels, held: held),
            allocations: LockedAllocations(restricted),
            usage: counters, groups: try await lockGroups(batch, transaction),
            supplyCaps: try await supplyCaps(batch, at: now, transaction), lots: try await lots(candidates, at: now, transaction),
            prizes: try await lockPrizes(batch, transaction), suggestions: try await lockSuggestions(batch, transaction),
            stored: try await storedValue(batch, transaction), points: try await points(batch, transaction))
        let verdicts = zip(batch, candidates).map { decisions.decide($0, $1) }
        if checkingSourcing, verdicts.contains(where: \.fellShort) {
            let (marks) = try await transaction.run(SourcingMark())
            guard marks.allSatisfy({ $0.agrees(with: planner.snapshot) }) else { throw StaleSourcing() }
        }
        let (outcomes, rows) = try await PlacementRows.assemble(batch, verdicts, decisions, planner, now: now, ids: ids, numbers: numbers, in: transaction)
        decisions.usage.correct(by: try await rows.commit(in: transaction, now: now, decisions, settings: settings))
        return (
            Written(outcomes: outcomes, unseen: unseen(verdicts, candidates, decisions.stock), hasFilledGroups: decisions.groups.hasFilled), decisions
        )
    }

    /// Makes counters that weren't seen before, under the lock that keeps campaigns as they are, so that what they begin with is all that was given.
    /// Before any other row is locked: who makes the same one meanwhile holds nothing that this batch waits for.
    private func openUsage(_ new: [UsageKey], _ transaction: Transaction) async throws {
        guard !new.isEmpty else { return }
        _ = try await transaction.run(HoldCampaignMark(), OpenUsage(keys: new))
    }

    /// Locks the groups that the batch's orders join, after the counters; nearly always there are none, and they cost no round trip.
    private func lockGroups(_ batch: [OrderIntake.Waiting], _ transaction: Transaction) async throws -> LockedGroups {
        let campaigns = Set(batch.compactMap(\.order.priced.groupBuy)).sorted()
        guard !campaigns.isEmpty else { return LockedGroups() }
        let (_, rows, seats) = try await transaction.run(
            LockGroupBuys(campaigns: campaigns), LockOpenGroups(campaigns: campaigns), OpenSeats(campaigns: campaigns))
        return LockedGroups(rows, seats: seats)
    }

    /// What the stores of the batch that are capped have sold and ordered. Hardly ever any; otherwise it costs a round trip.
    private func supplyCaps(_ batch: [OrderIntake.Waiting], at now: Instant, _ transaction: Transaction) async throws -> LockedSupplyCaps {
        var wanted: [SupplyKey: ReadSupplyStandings.Wanted] = [:]
        for order in batch.map(\.order.priced) {
            guard let cap = order.storefront?.supplyCap else { continue }
            for line in order.lines {
                let key = SupplyKey(store: order.buyer.organization, sku: line.sku.id)
                wanted[key] = .init(key: key, tier: order.buyer.tier ?? "", windowDays: cap.windowDays)
            }
        }
        guard !wanted.isEmpty else { return LockedSupplyCaps() }
        return LockedSupplyCaps(try await transaction.run(ReadSupplyStandings(wanted: Array(wanted.values), now: now)))
    }

    /// Locks the draws whose prizes the batch's orders send, after everything else; nearly always there are none, and they cost no round trip.
    /// - Returns: those of which there is something to send.
    private func lockPrizes(_ batch: [OrderIntake.Waiting], _ transaction: Transaction) async throws -> Set<DrawID> {
        let draws = Set(batch.compactMap(\.order.priced.prize)).sorted()
        guard !draws.isEmpty else { return [] }
        return Set(try await transaction.run(LockPrizes(draws: draws)).filter(\.isOpen).map(\.draw))
    }

    /// What the buyers who pay by it have stored. Their prepaid accounts are locked, under which nobody else touches it; for orders in money it
    /// costs no round trip.
    private func storedValue(_ batch: [OrderIntake.Waiting], _ transaction: Transaction) async throws -> LockedStoredValue {
        let buyers = Set(batch.lazy.filter { $0.order.priced.tender.storedValueFen > 0 }.map(\.order.priced.buyer.organization)).sorted()
        guard !buyers.isEmpty else { return LockedStoredValue() }
        let (principals, bonuses) = try await transaction.run(ReadStoredPrincipals(organizations: buyers), ReadStoredBonuses(organizations: buyers))
        return LockedStoredValue(principals, bonuses)
    }

    /// The points of the buyers who pay by them; otherwise as stored value.
    private func points(_ batch: [OrderIntake.Waiting], _ transaction: Transaction) async throws -> LockedPoints {
        let buyers = Set(batch.lazy.filter { $0.order.priced.tender.points > 0 }.map(\.order.priced.buyer.organization)).sorted()
        guard !buyers.isEmpty else { return LockedPoints() }
        return LockedPoints(try await transaction.run(ReadPointAccounts(organizations: buyers)))
    }

    /// The lots of every locked row that a campaign may price by; hardly ever any.
    private func lots(_ candidates: [Candidate], at now: Instant, _ transaction: Transaction) async throws -> ComingLots? {
        let rows = Set(candidates.flatMap(\.lotRows)).sorted()
        guard !rows.isEmpty else { return nil }
        return ComingLots(try await transaction.run(ReadLotsOfRows(keys: rows)), at: now)
    }

    /// Rows that an order which waits could have drawn on, had they been there: whoever was making one couldn't see the order either.
    private func unseen(_ verdicts: [BatchDecisions.Verdict], _ candidates: [Candidate], _ stock: LockedStock) -> Set<StockKey> {
        zip(verdicts, candidates).reduce(into: []) { rows, pair in
            guard case .accepted(let order) = pair.0, order.priced.allowBackorder, order.plan.unfilledUnits > 0 else { return }
            rows.formUnion(pair.1.rows.lazy.filter { stock.levels[$0] == nil })
        }
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
