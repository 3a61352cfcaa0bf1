/// Follows the answers to one pipeline, which come in the order of what was sent and end with a synchronisation. Does no I/O: it is told
/// what came and says what to do with it.
struct PipelineMachine {
    /// What was sent, in order. Numbers are places in the batch.
    enum Step: Equatable {
        case prepare(Int)
        case execute(Int)
        /// BEGIN, SAVEPOINT and the like.
        case command(Int)
        case commit(Int)
    }

    enum Reply: Equatable {
        /// The step succeeded; the tag is what the server did, such as `COMMIT`.
        case done(tag: String)
        case failed
        /// Skipped, because an earlier step failed.
        case skipped
        case synchronised
        /// Separates the results of two steps.
        case nothing
        /// A result that no pipeline can have, such as COPY.
        case unexpected
    }

    enum Action: Equatable {
        case ignore
        /// Keep the result of this statement.
        case keep(Int)
        case markPrepared(Int)
        /// Take the error from the result. The place is nil when what failed is the end of an implicit transaction.
        case fail(Int?)
        /// COMMIT was answered with something else: the transaction was rolled back.
        case notCommitted(Int)
        case finish
        /// The answers don't fit what was sent. The connection can't be used any more.
        case violate
    }

    private var steps: [Step] = []
    private var answered = 0
    private var nothings = 0
    private var hasFailed = false
    /// True once the server has confirmed COMMIT, whatever happens to the connection afterwards.
    private(set) var isCommitted = false

    init() {}

    mutating func clear() {
        steps.removeAll(keepingCapacity: true)
        (answered, nothings, hasFailed, isCommitted) = (0, 0, false, false)
    }

    mutating func sent(_ step: Step) { steps.append(step) }

    /// True when COMMIT was among what was sent.
    var hadCommit: Bool { steps.contains { if case .commit = $0 { true } else { false } } }

    /// True while a lost connection leaves open whether COMMIT was done.
    var mayHaveCommitted: Bool { !hasFailed && !isCommitted && hadCommit }

    mutating func receive(_ reply: Reply) -> Action {
        if reply == .nothing {
            nothings += 1
            return nothings > 1 ? .violate : .ignore
        }
        nothings = 0
        if reply == .synchronised { return answered == steps.count ? .finish : .violate }
        if reply == .unexpected { return .violate }
        guard answered < steps.count else {
            // The server hung up right behind its COMMIT.
            if isCommitted { return .finish }
            guard reply == .failed, !hasFailed else { return .violate }
            hasFailed = true
            return .fail(nil)
        }
        let step = steps[answered]
        answered += 1
        switch reply {
        case .failed:
            guard !hasFailed else { return .violate }
            hasFailed = true
            return .fail(step.place)
        case .skipped:
            return hasFailed ? .ignore : .violate
        case .done(let tag):
            guard !hasFailed else { return .violate }
            return succeed(step, tag)
        case .synchronised, .nothing, .unexpected:
            return .violate
        }
    }

    private mutating func succeed(_ step: Step, _ tag: String) -> Action {
        switch step {
        case .prepare(let place): return .markPrepared(place)
        case .execute(let place): return .keep(place)
        case .command: return .ignore
        case .commit(let place):
            isCommitted = tag == "COMMIT"
            hasFailed = !isCommitted
            return isCommitted ? .ignore : .notCommitted(place)
        }
    }
}

extension PipelineMachine.Step {
    var place: Int {
        switch self {
        case .prepare(let place), .execute(let place), .command(let place), .commit(let place): place
        }
    }
}
