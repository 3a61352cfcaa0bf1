package import Commerce
import Logging
import Metrics
import Postgres

/// An order on its way in, priced, with what is needed to answer it.
package struct IncomingOrder: Sendable {
    package let priced: PricedOrder
    package let caller: Caller
    package let buyerCode: Code
    package let request: IdempotentRequest
    /// Whether a business refusal is kept under the key.
    package let keepsRefusals: Bool
    package let accepted: @Sendable (OrderView) -> StoredAnswer
    package let refused: @Sendable (Reason) -> StoredAnswer
}

/// Why the intake turns an order away without having looked at it.
package enum IntakeRefusal: Refusal, Equatable {
    case queueFull
    case shuttingDown

    package var reason: Reason {
        switch self {
        case .queueFull:
            Reason(.unavailable(retryAfterSeconds: 1), "OVERLOADED", "Too many orders are waiting; try again in a moment.")
        case .shuttingDown:
            Reason(.unavailable(retryAfterSeconds: 5), "SHUTTING_DOWN", "This server is going down; another one takes orders.")
        }
    }
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
        let answer: CheckedContinuation<Answered, any Error>
    }

    private let writer: BatchWriter
    private let settings: BrandSettings
    private let logger: Logger
    private var waiting: [Waiting] = []
    private var inFlight = 0
    private var keys: Set<[UInt8]> = []
    private var closing = false
    private var drained: [CheckedContinuation<Void, Never>] = []
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

    /// What fills backorders when a new order asks for what older orders wait for; set once, before the first order.
    package func setBackorderFiller(_ fill: @escaping @Sendable (Set<SKUID>) async throws -> Void) {
        fillBackorders = fill
    }
    private var fillBackorders: (@Sendable (Set<SKUID>) async throws -> Void)?

    /// Answers when the order is durable or refused for good.
    ///
    /// - Throws: `IdempotencyRefusal`, `IntakeRefusal`, or `PostgresError` when the outcome isn't known or the database is away; the
    ///   caller may send the same key again.
    package func place(_ order: IncomingOrder) async throws -> Answered {
        guard !closing else { throw IntakeRefusal.shuttingDown }
        guard waiting.count < settings.intakeQueueLength else { throw IntakeRefusal.queueFull }
        guard keys.insert(order.request.key).inserted else { throw IdempotencyRefusal.inProgress }
        defer { keys.remove(order.request.key) }
        return try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(order: order, answer: continuation))
            pump()
        }
    }

    /// Finishes what was accepted; new orders are turned away.
    package func drain() async {
        closing = true
        guard inFlight > 0 || !waiting.isEmpty else { return }
        await withCheckedContinuation { drained.append($0) }
    }

    private func pump() {
        while inFlight < settings.intakeWriters, !waiting.isEmpty {
            let batch = Array(waiting.prefix(settings.intakeBatchLength))
            waiting.removeFirst(batch.count)
            inFlight += 1
            queueGauge.record(waiting.count)
            batchSizes.record(batch.count)
            Task { await self.settle(batch) }
        }
        if inFlight == 0, waiting.isEmpty {
            for continuation in drained { continuation.resume() }
            drained = []
        }
    }

    private func settle(_ batch: [Waiting]) async {
        var again: [Waiting] = []
        var awaited: Set<SKUID> = []
        do {
            for (order, outcome) in zip(batch, try await writer.write(batch)) {
                switch outcome {
                case .answered(let answered): order.answer.resume(returning: answered)
                case .refused(let refusal): order.answer.resume(throwing: refusal)
                case .planAgain:
                    var order = order
                    order.onTrueStock = true
                    again.append(order)
                case .afterBackorders(let skus):
                    var order = order
                    order.onTrueStock = true
                    order.afterBackorders = true
                    awaited.formUnion(skus)
                    again.append(order)
                }
            }
        } catch {
            again = recover(batch, from: error)
        }
        if !awaited.isEmpty {
            do {
                try await fillBackorders?(awaited)
            } catch {
                logger.error("Backorders couldn't be filled before new orders", metadata: ["error": "\(error)"])
            }
        }
        waiting.insert(contentsOf: again, at: 0)
        inFlight -= 1
        pump()
    }

    /// Whatever went wrong, its cause may be one order: each of a larger batch is tried by itself. When the database is away, or an order
    /// fails alone, its caller is told.
    private func recover(_ batch: [Waiting], from error: any Error) -> [Waiting] {
        let unavailable = (error as? PostgresError)?.isUnavailable ?? false
        guard batch.count > 1, !unavailable else {
            for order in batch { order.answer.resume(throwing: error) }
            return []
        }
        logger.warning("A batch failed; its orders run singly", metadata: ["orders": "\(batch.count)", "error": "\(error)"])
        for order in batch {
            inFlight += 1
            var single = order
            single.onTrueStock = true
            Task { await self.settle([single]) }
        }
        return []
    }
}
