package import Metrics
import Synchronization

/// Everything that is measured, in memory, to be fetched as Prometheus text. A factory of swift-metrics, so that libraries report here
/// too; the same label and dimensions give the same series again.
///
/// A counter's name ends in `_total`, a timer's in `_seconds`; a timer is a histogram over fixed buckets (0.1 ms to 10 s). A name belongs
/// to the kind that took it first; what another kind reports under it is measured but not shown.
package final class MetricsRegistry: MetricsFactory {
    enum Kind: String {
        case counter, gauge, histogram
    }

    enum Cell {
        case counter(MetricCounter)
        case real(MetricGauge)
        case histogram(MetricHistogram)
    }

    struct Family {
        let kind: Kind
        var series: [MetricLabels: Cell] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    package func counter(_ label: String, _ dimensions: [(String, String)] = []) -> MetricCounter {
        let fresh = MetricCounter()
        let cell = cell(MetricName.metric(label, suffix: "_total"), .counter, dimensions, .counter(fresh))
        if case .counter(let counter) = cell { return counter }
        return fresh
    }

    package func gauge(_ label: String, _ dimensions: [(String, String)] = []) -> MetricGauge {
        real(MetricName.metric(label), .gauge, dimensions)
    }

    package func timer(_ label: String, _ dimensions: [(String, String)] = []) -> MetricHistogram {
        histogram(MetricName.metric(label, suffix: "_seconds"), MetricHistogram.durations, dimensions)
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        real(MetricName.metric(label, suffix: "_total"), .counter, dimensions)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(MetricName.metric(label), MetricHistogram.sizes, dimensions) : gauge(label, dimensions)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        timer(label, dimensions)
    }

    // A series that was shown once goes on being shown: a scraper takes a vanished one for a server that is gone.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// A consistent list of what there is; the numbers themselves go on moving.
    var snapshot: [(name: String, family: Family)] {
        families.withLock { families in families.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    private func real(_ name: String, _ kind: Kind, _ dimensions: [(String, String)]) -> MetricGauge {
        let fresh = MetricGauge()
        if case .real(let gauge) = cell(name, kind, dimensions, .real(fresh)) { return gauge }
        return fresh
    }

    private func histogram(_ name: String, _ buckets: MetricBuckets, _ dimensions: [(String, String)]) -> MetricHistogram {
        let fresh = MetricHistogram(bounds: buckets.bounds, scale: buckets.scale)
        if case .histogram(let histogram) = cell(name, .histogram, dimensions, .histogram(fresh)) { return histogram }
        return fresh
    }

    /// The cell of this series, made from `fresh` when there is none.
    private func cell(_ name: String, _ kind: Kind, _ dimensions: [(String, String)], _ fresh: Cell) -> Cell {
        let labels = MetricLabels(dimensions)
        return families.withLock { families in
            guard families[name, default: Family(kind: kind)].kind == kind else { return fresh }
            if let known = families[name]?.series[labels] { return known }
            families[name, default: Family(kind: kind)].series[labels] = fresh
            return fresh
        }
    }
}
