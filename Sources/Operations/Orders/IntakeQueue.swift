/// What waits for the intake, and who is taken next. Pure.
///
/// Orders whose batch failed run by themselves, since one of them may be the cause. They don't hold up the others: where there are several
/// writers one is left to batches, and a single one takes turns.
struct IntakeQueue<Order> {
    private var waiting: [Order] = []
    private var suspects: [Order] = []
    private var tookSuspect = false

    init() {}

    var count: Int { waiting.count + suspects.count }
    var isEmpty: Bool { waiting.isEmpty && suspects.isEmpty }

    mutating func join(_ order: Order) {
        waiting.append(order)
    }

    /// Orders that have been tried go before those that haven't, in their old order.
    mutating func rejoin(_ orders: [Order]) {
        waiting.insert(contentsOf: orders, at: 0)
    }

    /// The same for orders that are to run by themselves.
    mutating func rejoin(suspects orders: [Order]) {
        suspects.insert(contentsOf: orders, at: 0)
    }

    /// - Parameters:
    ///   - limit: Orders in a batch at most.
    ///   - allowsSuspect: Whether an order may run by itself now.
    /// - Returns: empty when nobody can be taken.
    mutating func next(atMost limit: Int, allowsSuspect: Bool) -> [Order] {
        if allowsSuspect, !suspects.isEmpty, waiting.isEmpty || !tookSuspect {
            tookSuspect = true
            return [suspects.removeFirst()]
        }
        tookSuspect = false
        let batch = Array(waiting.prefix(limit))
        waiting.removeFirst(batch.count)
        return batch
    }

    mutating func takeAll() -> [Order] {
        defer {
            waiting = []
            suspects = []
        }
        return suspects + waiting
    }
}
