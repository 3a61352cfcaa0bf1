import Testing

@testable import Operations

@Suite struct IntakeQueueTests {
    @Test func `batches are taken in the order of arrival, and who was tried before goes first`() {
        var queue = IntakeQueue<Int>()
        for order in 0..<4 { queue.join(order) }
        #expect(queue.next(atMost: 3, allowsSuspect: true) == [0, 1, 2])
        queue.rejoin([1, 2])
        #expect(queue.next(atMost: 9, allowsSuspect: true) == [1, 2, 3])
        #expect(queue.isEmpty && queue.next(atMost: 9, allowsSuspect: true).isEmpty)
    }

    @Test func `suspects run one at a time and take turns with batches`() {
        var queue = IntakeQueue<Int>()
        queue.rejoin(suspects: [0, 1])
        queue.join(2)
        queue.join(3)
        #expect(queue.count == 4)
        #expect(queue.next(atMost: 1, allowsSuspect: true) == [0])
        #expect(queue.next(atMost: 1, allowsSuspect: true) == [2])
        #expect(queue.next(atMost: 1, allowsSuspect: false) == [3])
        #expect(queue.next(atMost: 1, allowsSuspect: false).isEmpty && !queue.isEmpty)
        #expect(queue.next(atMost: 1, allowsSuspect: true) == [1])
    }

    @Test func `suspects follow each other when nobody else waits, and all are let go at once`() {
        var queue = IntakeQueue<Int>()
        queue.rejoin(suspects: [0, 1, 2])
        #expect(queue.next(atMost: 8, allowsSuspect: true) == [0])
        #expect(queue.next(atMost: 8, allowsSuspect: true) == [1])
        queue.join(3)
        #expect(queue.takeAll() == [2, 3])
        #expect(queue.isEmpty && queue.count == 0)
    }
}
