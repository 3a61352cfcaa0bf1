internal import Metrics

/// How busy a pool is.
struct PoolMetrics: Sendable {
    private let inUse: Gauge
    private let idle: Gauge
    private let waiters: Gauge

    init(pool: String) {
        let dimensions = [("pool", pool)]
        inUse = Gauge(label: "postgres_pool_in_use", dimensions: dimensions)
        idle = Gauge(label: "postgres_pool_idle", dimensions: dimensions)
        waiters = Gauge(label: "postgres_pool_waiters", dimensions: dimensions)
    }

    func record(_ machine: PoolMachine) {
        inUse.record(machine.leased.count)
        idle.record(machine.idle.count)
        waiters.record(machine.waiting)
    }
}
