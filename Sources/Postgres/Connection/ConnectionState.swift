internal import Synchronization

/// What a connection was left in after its last exchange, readable from any thread.
final class ConnectionState: Sendable {
    enum Value: UInt8 {
        case idle, inTransaction, failedTransaction, closed
    }

    private let value = Atomic<UInt8>(Value.closed.rawValue)

    var current: Value {
        get { Value(rawValue: value.load(ordering: .acquiring)) ?? .closed }
        set { value.store(newValue.rawValue, ordering: .releasing) }
    }
}
