/// What a pool keeps under its lock.
struct PoolState {
    enum Waiter {
        /// It has a number, but isn't asleep yet.
        case arriving
        case asleep(CheckedContinuation<Database.Lease, any Error>)
        /// Cancelled before it fell asleep.
        case cancelled
        /// It has its answer.
        case served
    }

    var machine: PoolMachine
    var connections: [Int: Connection] = [:]
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var lastConnectError: PostgresError?
    var drainers: [CheckedContinuation<Void, Never>] = []
    var isDrained = false

    init(machine: PoolMachine) { self.machine = machine }
}
