import Histogram

/// What a replay counts.
struct ReplayTally {
    var ordersPlaced = 0
    var linesPlaced = 0
    var unitsPlaced: Int64 = 0
    var unitsCut: Int64 = 0
    var refused: [String: (orders: Int, lines: Int)] = [:]
    var shipments = 0
    var nearestFirstShipments = 0
    var optimal = 0
    var returnsRefunded = 0
    var returnsUnmatched = 0
    var latencies = Histogram<UInt64>(highestTrackableValue: 120_000_000, numberOfSignificantValueDigits: .three)

    mutating func refuse(_ code: String, lines: Int) {
        let before = refused[code] ?? (0, 0)
        refused[code] = (before.orders + 1, before.lines + lines)
    }

    func table(seconds: Double, unreadable: Int, audit: String) -> String {
        func row(_ name: String, _ value: String) -> String { "  " + BenchReport.padded(name, 44) + value + "\n" }
        func per(_ count: Int) -> String { BenchReport.fixed(Double(count) / Double(max(1, ordersPlaced)), 3) }
        var text = "\n"
        text += row("orders placed", "\(ordersPlaced) (\(BenchReport.fixed(Double(ordersPlaced) / max(0.001, seconds), 0))/s over \(BenchReport.fixed(seconds, 0)) s)")
        text += row("lines placed", "\(linesPlaced)")
        text += row("bottles placed, cut off for want of stock", "\(unitsPlaced), \(unitsCut)")
        for (code, count) in refused.sorted(by: { $0.key < $1.key }) {
            text += row("refused: \(code)", "\(count.orders) orders, \(count.lines) lines")
        }
        text += row("rows of the ledger that say nothing", "\(unreadable)")
        text += row("returns refunded, without an order before", "\(returnsRefunded), \(returnsUnmatched)")
        text += row("shipments an order", per(shipments))
        text += row("  nearest-first per line on the same stock", per(nearestFirstShipments))
        text += row("plans proven optimal", BenchReport.fixed(Double(optimal) * 100 / Double(max(1, ordersPlaced)), 3) + "%")
        text += row("p50, p99 of placing an order",
            "\(Bench.milliseconds(Int(latencies.valueAtPercentile(50)))), \(Bench.milliseconds(Int(latencies.valueAtPercentile(99))))")
        text += row("audit", audit)
        return text
    }
}
