/// First come, first served; leaving the line from its middle costs nothing.
struct WaitingLine {
    private var order: [Int] = []
    private var head = 0
    private var present: Set<Int> = []

    var count: Int { present.count }
    var isEmpty: Bool { present.isEmpty }

    mutating func join(_ waiter: Int) {
        order.append(waiter)
        present.insert(waiter)
    }

    /// - Returns: false when it wasn't waiting.
    mutating func leave(_ waiter: Int) -> Bool { present.remove(waiter) != nil }

    mutating func takeFirst() -> Int? {
        while head < order.count {
            let waiter = order[head]
            head += 1
            if head > 64, head * 2 > order.count {
                order.removeFirst(head)
                head = 0
            }
            if present.remove(waiter) != nil { return waiter }
        }
        order.removeAll(keepingCapacity: true)
        head = 0
        return nil
    }
}
