extension MetricsRegistry {
    /// Media type of `text`.
    package static let textMediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Every series in the text format 0.0.4 of Prometheus, in order of names and labels.
    package var text: String {
        var text = ""
        for (name, family) in snapshot {
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, cell) in family.series.sorted(by: { $0.key.pairs.lexicographicallyPrecedes($1.key.pairs) }) {
                switch cell {
                case .counter(let counter): text += "\(name)\(labels.text()) \(counter.value)\n"
                case .real(let gauge): text += "\(name)\(labels.text()) \(Self.number(gauge.value))\n"
                case .histogram(let histogram): Self.append(histogram, name, labels, to: &text)
                }
            }
        }
        return text
    }

    /// Buckets are cumulative, and the count is their last, so that the lines agree with each other whatever is recorded meanwhile.
    private static func append(_ histogram: MetricHistogram, _ name: String, _ labels: MetricLabels, to text: inout String) {
        var count: Int64 = 0
        for (index, inBucket) in histogram.bucketCounts.enumerated() {
            count += inBucket
            let bound = index < histogram.bounds.count ? number(bound(histogram, index)) : "+Inf"
            text += "\(name)_bucket\(labels.text(adding: "le=\"\(bound)\"")) \(count)\n"
        }
        text += "\(name)_sum\(labels.text()) \(number(histogram.sum))\n"
        text += "\(name)_count\(labels.text()) \(count)\n"
    }

    /// Rounded to a millionth, so that 2 500 000 ns shows as 0.0025 and not with the error of the multiplication.
    private static func bound(_ histogram: MetricHistogram, _ index: Int) -> Double {
        (histogram.bounds[index] * histogram.scale * 1_000_000).rounded() / 1_000_000
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }
}
