/// What waits for the intake, and who is taken next. Pure.
///
/// Orders whose batch failed run by themselves, since one of them may be the cause. They don't hold up the others: where there are several
/// writers one is left to batches, and a single one takes turns.
struct IntakeQueue {
    private var waiting: [OrderIntake.Waiting] = []
    private var singles: [OrderIntake.Waiting] = []
    private var tookSingle = false

    var count: Int { waiting.count + singles.count }
    var isEmpty: Bool { waiting.isEmpty && singles.isEmpty }

    mutating func join(_ order: OrderIntake.Waiting) {
        waiting.append(order)
    }

    /// Orders that have been tried go before those that haven't, in their old order.
    mutating func rejoin(_ orders: [OrderIntake.Waiting]) {
        singles.insert(contentsOf: orders.lazy.filter(\.alone), at: 0)
        waiting.insert(contentsOf: orders.lazy.filter { !$0.alone }, at: 0)
    }

    /// - Parameters:
    ///   - limit: Orders in a batch at most.
    ///   - allowsSingle: Whether an order may run by itself now.
    /// - Returns: empty when nobody can be taken.
    mutating func next(atMost limit: Int, allowsSingle: Bool) -> [OrderIntake.Waiting] {
        if allowsSingle, !singles.isEmpty, waiting.isEmpty || !tookSingle {
            tookSingle = true
            return [singles.removeFirst()]
        }
        tookSingle = false
        let batch = Array(waiting.prefix(limit))
        waiting.removeFirst(batch.count)
        return batch
    }

    mutating func takeAll() -> [OrderIntake.Waiting] {
        defer {
            waiting = []
            singles = []
        }
        return singles + waiting
    }
}
