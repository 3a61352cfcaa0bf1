import Commerce
import Testing

struct EventPositionTests {
    @Test func `positions are ordered by transaction, then by event`() {
        let ordered = [(0, 0), (5, 0), (5, 9), (6, 1), (.max, .max)].map { EventPosition(transaction: $0, id: $1) }
        #expect(ordered.shuffled().sorted() == ordered)
        #expect(EventPosition.horizon(6) < EventPosition(transaction: 6, id: 1))
        #expect(EventPosition.horizon(6) > EventPosition(transaction: 5, id: .max))
    }

    @Test(arguments: [EventPosition.start, EventPosition(transaction: 783, id: 12), EventPosition(transaction: .max, id: .max)])
    func `a position reads as it is written`(position: EventPosition) {
        #expect(EventPosition(position.text) == position)
    }

    @Test(arguments: ["", ".", "1", "1.", ".1", "1.2.3", "-1.2", "1.-2", "+1.2", "01.2", "1.x", "9223372036854775808.0", "1.2 "])
    func `what no part of the feed ended with is no position`(text: String) {
        #expect(EventPosition(text) == nil)
    }
}
