import Metrics
import Operations
import Testing

struct MetricsRegistryTests {
    @Test func `counters, gauges and their labels come out as Prometheus text`() {
        let registry = MetricsRegistry()
        registry.counter("http_requests", [("route", "/v1/orders"), ("status", "201")]).increment(by: 2)
        registry.counter("http_requests_total", [("route", "/v1/orders"), ("status", "201")]).increment(by: 1)
        registry.counter("http_requests", [("route", "/v1/me"), ("status", "200")]).increment(by: 5)
        registry.gauge("postgres.pool-in use").set(Int64(3))
        #expect(registry.text == """
            # TYPE http_requests_total counter
            http_requests_total{route="/v1/me",status="200"} 5
            http_requests_total{route="/v1/orders",status="201"} 3
            # TYPE postgres_pool_in_use gauge
            postgres_pool_in_use 3

            """)
    }

    @Test func `label values are escaped`() {
        let registry = MetricsRegistry()
        registry.counter("c", [("why", "a \"b\" \\ c\nd")]).increment(by: 1)
        #expect(registry.text.contains(#"c_total{why="a \"b\" \\ c\nd"} 1"#))
    }

    @Test func `a timer is a histogram in seconds whose buckets add up`() {
        let registry = MetricsRegistry()
        let timer = registry.timer("t")
        for milliseconds: Int64 in [1, 3, 3, 20_000] { timer.recordNanoseconds(milliseconds * 1_000_000) }
        let lines = registry.text.split(separator: "\n")
        #expect(lines.contains(#"t_seconds_bucket{le="0.0001"} 0"#))
        #expect(lines.contains(#"t_seconds_bucket{le="0.001"} 1"#))
        #expect(lines.contains(#"t_seconds_bucket{le="0.0025"} 1"#))
        #expect(lines.contains(#"t_seconds_bucket{le="0.005"} 3"#))
        #expect(lines.contains(#"t_seconds_bucket{le="10"} 3"#))
        #expect(lines.contains(#"t_seconds_bucket{le="+Inf"} 4"#))
        #expect(lines.contains("t_seconds_count 4"))
        #expect(lines.contains { $0.hasPrefix("t_seconds_sum 20.007") })
    }

    @Test func `libraries report through swift-metrics`() {
        let registry = MetricsRegistry()
        Counter(label: "library.calls", dimensions: [("a", "b")], factory: registry).increment()
        Gauge(label: "library.level", dimensions: [], factory: registry).record(1.5)
        Recorder(label: "library.sizes", dimensions: [], aggregate: true, factory: registry).record(3)
        Metrics.Timer(label: "library.time", dimensions: [], factory: registry).recordNanoseconds(10)
        let meter = Meter(label: "library.meter", factory: registry)
        meter.set(4)
        meter.decrement(by: 1)
        let text = registry.text
        #expect(text.contains(#"library_calls_total{a="b"} 1"#))
        #expect(text.contains("library_level 1.5"))
        #expect(text.contains(#"library_sizes_bucket{le="2"} 0"#))
        #expect(text.contains(#"library_sizes_bucket{le="4"} 1"#))
        #expect(text.contains("library_time_seconds_count 1"))
        #expect(text.contains("library_meter 3"))
    }

    @Test func `a name keeps the kind that took it first`() {
        let registry = MetricsRegistry()
        registry.counter("x_total").increment(by: 1)
        registry.gauge("x_total").set(Int64(9))
        #expect(registry.text == "# TYPE x_total counter\nx_total 1\n")
    }

    @Test func `what many threads count at once is all there`() async {
        let registry = MetricsRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        registry.counter("n").increment(by: 1)
                        registry.gauge("g").increment(by: 1)
                    }
                }
            }
        }
        #expect(registry.text.contains("n_total 8000"))
        #expect(registry.text.contains("g 8000"))
    }
}
