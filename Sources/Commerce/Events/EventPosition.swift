/// A place in the feed: the transaction that wrote an event, then the event's id. Everything at or before it has been seen.
///
/// Transactions get their ids as they begin and are seen when they commit, so the feed only shows what lies below the oldest one still
/// running: nothing can appear behind a position that was handed out. Source: PostgreSQL manual, "Transaction ID and Snapshot
/// Information Functions".
package struct EventPosition: Hashable, Comparable, Sendable {
    package let transaction: Int64
    package let id: Int64

    package init(transaction: Int64, id: Int64) {
        self.transaction = transaction
        self.id = id
    }

    package static let start = EventPosition(transaction: 0, id: 0)

    /// Before everything of the oldest transaction still running and those after it.
    package static func horizon(_ oldestRunning: Int64) -> EventPosition {
        EventPosition(transaction: oldestRunning, id: 0)
    }

    /// Reads what `text` writes.
    /// - Returns: nil for anything else.
    package init?(_ text: String) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { Int64($0) }
        guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        self.init(transaction: numbers[0], id: numbers[1])
        guard self.text == text else { return nil }
    }

    package var text: String { "\(transaction).\(id)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.transaction, left.id) < (right.transaction, right.id)
    }
}
