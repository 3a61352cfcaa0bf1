import Metrics
import Synchronization

/// A number that only grows.
package final class MetricCounter: CounterHandler {
    private let count = Atomic<Int64>(0)

    package func increment(by amount: Int64) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    package func reset() {
        count.store(0, ordering: .relaxed)
    }

    var value: Int64 { count.load(ordering: .relaxed) }
}

/// A number that goes up and down, kept as the bits of a Double.
package final class MetricGauge: MeterHandler, RecorderHandler, FloatingPointCounterHandler {
    private let bits = Atomic<UInt64>(0)

    package func set(_ value: Int64) { set(Double(value)) }
    package func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    package func record(_ value: Int64) { set(value) }
    package func record(_ value: Double) { set(value) }
    package func decrement(by amount: Double) { increment(by: -amount) }
    package func reset() { set(0.0) }

    package func increment(by amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (exchanged, original) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = original
        }
    }

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}

/// How values are spread over fixed buckets. Recording is two additions to atomics, and takes no lock.
package final class MetricHistogram: TimerHandler, RecorderHandler {
    /// Upper bounds in the unit of what is recorded, rising; what is above the last is counted in `+Inf` only.
    let bounds: [Double]
    /// What a recorded value is multiplied by when shown: nanoseconds become seconds.
    let scale: Double
    private let counts: [MetricCounter]
    private let total = MetricGauge()

    init(bounds: [Double], scale: Double) {
        self.bounds = bounds
        self.scale = scale
        counts = (0...bounds.count).map { _ in MetricCounter() }
    }

    package func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }
    package func record(_ value: Int64) { record(Double(value)) }

    package func record(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count].increment(by: 1)
        total.increment(by: value)
    }

    /// Counts per bucket, not yet added up; the last is what lies above every bound.
    var bucketCounts: [Int64] { counts.map(\.value) }
    var sum: Double { total.value * scale }

    /// 0.1 ms to 10 s.
    static let durations = MetricBuckets(
        bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000].map { $0 * 1_000_000 }, scale: 1e-9)
    /// Sizes: 1 to 65536 by powers of two.
    static let sizes = MetricBuckets(bounds: (0...16).map { Double(1 << $0) }, scale: 1)
}

struct MetricBuckets: Sendable {
    let bounds: [Double]
    let scale: Double
}
