import HTTPTypes
import Operations
import Synchronization

/// Counts and times the requests of one route: `http_requests_total{route,method,status}` and `http_request_duration_seconds{route,method}`.
/// Routes are told by their template, so that the number of series has a bound.
final class RequestMeter: Sendable {
    private let registry: MetricsRegistry
    private let labels: [(String, String)]
    private let duration: MetricHistogram
    private let counters = Mutex<[Int: MetricCounter]>([:])

    init(registry: MetricsRegistry, route: String, method: String) {
        self.registry = registry
        labels = [("method", method), ("route", route)]
        duration = registry.timer("http_request_duration", labels)
    }

    func record(_ status: HTTPResponse.Status, nanoseconds: Int64) {
        duration.recordNanoseconds(nanoseconds)
        let counter = counters.withLock { counters in
            if let counter = counters[status.code] { return counter }
            let counter = registry.counter("http_requests", labels + [("status", String(status.code))])
            counters[status.code] = counter
            return counter
        }
        counter.increment(by: 1)
    }
}
