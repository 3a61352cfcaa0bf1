package import Commerce
import Logging
import Metrics
import Postgres

/// An order on its way in, priced, with what is needed to answer it.
package struct IncomingOrder: Sendable {
    package let priced: PricedOrder
    package let caller: Caller
    package let buyerCode: Code
    /// The distributor that sells to a store; nil for an order on the brand.
    var sellerCode: Code?
    package let request: IdempotentRequest
    /// Whether a business refusal is kept under the key.
    package let keepsRefusals: Bool
    package let accepted: @Sendable (OrderView) -> StoredAnswer
    package let refused: @Sendable (Reason) -> StoredAnswer
}

/// Takes what is waiting, prices and sources it as one batch and commits it in one transaction, so that concurrent orders don't each pay
/// for a commit. A lone order waits for nobody: an idle intake commits it at once.
///
/// An order is first planned on the stock board and verified on locked rows. What doesn't hold there, or couldn't be filled by the
/// board, goes through a second pass in which every row it could draw on is locked and the plan is made on true numbers; that
/// pass decides. So nobody is refused by a hint, and nobody's failure undoes a neighbour's order.
package actor OrderIntake {
    struct Waiting: Sendable {
        let order: IncomingOrder
        /// Plan on locked rows; set after a first pass that didn't hold.
        var onTrueStock = false
        /// Older orders were offered the free stock of this order's SKUs before.
        var afterBackorders = false
        /// Run by itself; set after its batch failed.
        var alone = false
        let answer: CheckedContinuation<Answered, any Error>

        /// Whether nothing is locked for it after its campaigns' counters.
        var locksOnlyWhatAllDo: Bool {
            order.priced.groupBuy == nil && order.priced.prize == nil && order.priced.suggestion == nil
        }
    }

    /// What the intake has others do for orders that wait.
    struct Backorders: Sendable {
        /// Gives free stock of these SKUs to who waits for it.
        var fill: @Sendable (Set<SKUID>) async throws -> Void
        /// The same for goods that arrive at rows which weren't there when an order that waits for them was placed.
        var fillArrivals: @Sendable (Set<StockKey>) async throws -> Void
        /// Releases the orders of groups that have filled.
        var releaseGroups: @Sendable () async throws -> Void
    }

    private let writer: BatchWriter
    private let settings: BrandSettings
    private let logger: Logger
    private var queue = IntakeQueue<Waiting>()
    private var inFlight = 0
    private var singlesInFlight = 0
    private var keys: Set<[UInt8]> = []
    /// Whether new orders are turned away for good.
    package private(set) var closing = false
    private var drained: [CheckedContinuation<Void, Never>] = []
    private var backorders: Backorders?
    private var unseen: Set<StockKey> = []
    private var isLookingForArrivals = false
    private var hasFilledGroups = false
    private var isReleasingGroups = false
    private let queueGauge = Gauge(label: "tributary_intake_waiting")
    private let batchSizes = Recorder(label: "tributary_intake_batch_orders", aggregate: true)

    init(
        database: Database, catalog: SnapshotKeeper, board: StockBoard, clock: BrandClock, ids: EntityIDs, numbers: OrderNumbers,
        settings: BrandSettings, logger: Logger
    ) {
        writer = BatchWriter(
            database: database, catalog: catalog, board: board, clock: clock, ids: ids, numbers: numbers, settings: settings)
        self.settings = settings
        self.logger = logger
    }

    /// Set once, before the first order.
    func setBackorders(_ backorders: Backorders) {
        self.backorders = backorders
    }

    /// Orders that were let in and have no answer yet.
    package var unanswered: Int { keys.count }

    /// Answers when the order is durable or refused for good.
    ///
    /// - Throws: `IdempotencyRefusal`, `IntakeRefusal`, or `PostgresError` when the outcome isn't known, the database is away or somebody
    ///   holds what the order needs for too long; the caller may send the same key again.
    package func place(_ order: IncomingOrder) async throws -> Answered {
        guard !closing else { throw IntakeRefusal.shuttingDown }
        guard queue.count < settings.intakeQueueLength else { throw IntakeRefusal.queueFull }
        guard keys.insert(order.request.key).inserted else { throw IdempotencyRefusal.inProgress }
        defer { keys.remove(order.request.key) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.join(Waiting(order: order, answer: continuation))
            pump()
        }
    }

    /// Finishes what was accepted; new orders are turned away.
    package func drain() async {
        closing = true
        guard isBusy else { return }
        await withCheckedContinuation { drained.append($0) }
    }

    private var isBusy: Bool { inFlight > 0 || !queue.isEmpty || isLookingForArrivals || isReleasingGroups }

    /// Never more transactions at a time than there are writers: the pool has one connection more than that, so that whoever needs a
    /// block of numbers in the midst of one finds it.
    private func pump() {
        while inFlight < settings.intakeWriters {
            let batch = queue.next(atMost: settings.intakeBatchLength, allowsSuspect: singlesInFlight < max(1, settings.intakeWriters - 1))
            guard let first = batch.first else { break }
            inFlight += 1
            singlesInFlight += first.alone ? 1 : 0
            queueGauge.record(queue.count)
            batchSizes.record(batch.count)
            Task { await self.settle(batch, alone: first.alone) }
        }
        endDrain()
    }

    private func endDrain() {
        guard !isBusy else { return }
        for continuation in drained { continuation.resume() }
        drained = []
    }

    private func settle(_ batch: [Waiting], alone: Bool) async {
        do {
            let written = try await writer.write(batch)
            lookForArrivals(at: written.unseen)
            if written.hasFilledGroups { releaseGroups() }
            await answer(batch, written.outcomes)
        } catch {
            recover(batch, from: error)
        }
        inFlight -= 1
        singlesInFlight -= alone ? 1 : 0
        pump()
    }

    private func answer(_ batch: [Waiting], _ outcomes: [BatchWriter.Outcome]) async {
        var again: [Waiting] = []
        var behindOthers: [Waiting] = []
        var awaited: Set<SKUID> = []
        for (order, outcome) in zip(batch, outcomes) {
            var order = order
            switch outcome {
            case .answered(let answered): order.answer.resume(returning: answered)
            case .refused(let refusal): order.answer.resume(throwing: refusal)
            case .planAgain:
                order.onTrueStock = true
                again.append(order)
            case .afterBackorders(let skus):
                order.onTrueStock = true
                order.afterBackorders = true
                awaited.formUnion(skus)
                behindOthers.append(order)
            }
        }
        if !behindOthers.isEmpty {
            do {
                try await backorders?.fill(awaited)
                again.append(contentsOf: behindOthers)
            } catch {
                // Not in front of who waited longer.
                logger.error("Backorders couldn't be filled before new orders", metadata: ["error": "\(error)"])
                for order in behindOthers { order.answer.resume(throwing: IntakeRefusal.olderOrdersFirst) }
            }
        }
        queue.rejoin(again.filter { !$0.alone })
        queue.rejoin(suspects: again.filter(\.alone))
    }

    /// When the database is away, everybody who waits is told at once: each would only wait for a connection in vain, one batch after the
    /// other. Whatever else went wrong, its cause may be one order: each of a larger batch is tried by itself, and who fails alone is told.
    private func recover(_ batch: [Waiting], from error: any Error) {
        if Unavailability.isAway(error) {
            for order in batch + queue.takeAll() { order.answer.resume(throwing: error) }
        } else if batch.count > 1 {
            logger.warning("A batch failed; its orders run singly", metadata: ["orders": "\(batch.count)", "error": "\(error)"])
            queue.rejoin(
                suspects: batch.map { order in
                    var order = order
                    order.onTrueStock = true
                    order.alone = true
                    return order
                })
        } else {
            for order in batch { order.answer.resume(throwing: error) }
        }
    }

    /// In the background, one look at a time: what must be looked at meanwhile is taken together.
    private func lookForArrivals(at rows: Set<StockKey>) {
        unseen.formUnion(rows)
        guard !unseen.isEmpty, !isLookingForArrivals, let backorders else { return }
        isLookingForArrivals = true
        Task {
            while !unseen.isEmpty {
                let rows = unseen
                unseen = []
                do {
                    try await backorders.fillArrivals(rows)
                } catch {
                    logger.warning("Arrivals for new backorders weren't looked for", metadata: ["error": "\(error)"])
                }
            }
            isLookingForArrivals = false
            endDrain()
        }
    }

    /// In the background, one run at a time: groups that fill meanwhile are released by the next. What it doesn't come to, housekeeping does.
    private func releaseGroups() {
        hasFilledGroups = true
        guard !isReleasingGroups, let backorders else { return }
        isReleasingGroups = true
        Task {
            while hasFilledGroups {
                hasFilledGroups = false
                do {
                    try await backorders.releaseGroups()
                } catch {
                    logger.warning("Filled groups weren't released", metadata: ["error": "\(error)"])
                }
            }
            isReleasingGroups = false
            endDrain()
        }
    }
}
