import HTTPTypes
import Operations

extension Endpoint {
    /// Every metric in the text format of Prometheus. Open, as scrapers expect it; it holds numbers, no names of organisations.
    static let readMetrics = Endpoint(open: .get, "/metrics") { call in
        Answer(status: .ok, headers: [.contentType: MetricsRegistry.textMediaType], body: Array(call.gateway.metrics.text.utf8))
    }
}
