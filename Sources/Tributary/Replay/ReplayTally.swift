import Histogram

/// What a replay counts.
struct ReplayTally {
    var ordersPlaced = 0
    var linesPlaced = 0
    var unitsPlaced: Int64 = 0
    var unitsCut: Int64 = 0
    private(set) var refused: [String: (orders: Int, lines: Int)] = [:]
    var shipments = 0
    var nearestFirstShipments = 0
    var optimal = 0
    var returnsRefunded = 0
    private(set) var returnsRefused: [String: Int] = [:]
    var returnLinesUnmatched = 0
    var returnUnitsUnmatched: Int64 = 0
    private(set) var receiptsRefused: [String: Int] = [:]
    var latencies = Histogram<UInt64>(highestTrackableValue: 120_000_000, numberOfSignificantValueDigits: .three)
    /// Why the replay ended before the ledger did.
    var cutShort: String?

    mutating func refuse(_ code: String, lines: Int) {
        let before = refused[code] ?? (0, 0)
        refused[code] = (before.orders + 1, before.lines + lines)
    }

    mutating func refuseReturn(_ code: String) { returnsRefused[code, default: 0] += 1 }

    mutating func refuseReceipt(_ code: String) { receiptsRefused[code, default: 0] += 1 }

    /// - Parameter audit: its sum in a line.
    func table(seconds: Double, unreadable: Int, audit: String) -> String {
        func row(_ name: String, _ value: String) -> String { "  " + BenchReport.padded(name, 50) + " " + value + "\n" }
        func per(_ count: Int) -> String { BenchReport.fixed(Double(count) / Double(max(1, ordersPlaced)), 3) }
        func latency(_ percentile: Double) -> String { Bench.milliseconds(Int(latencies.valueAtPercentile(percentile))) }
        var text = "\n"
        if let cutShort { text += row("ended before the ledger did", cutShort) }
        text += row("orders placed", "\(ordersPlaced) (\(BenchReport.fixed(Double(ordersPlaced) / max(0.001, seconds), 0))/s over \(BenchReport.fixed(seconds, 0)) s)")
        text += row("lines placed", "\(linesPlaced)")
        text += row("bottles placed, cut off for want of stock", "\(unitsPlaced), \(unitsCut)")
        for (code, count) in refused.sorted(by: { $0.key < $1.key }) {
            text += row("orders refused: \(code)", "\(count.orders) orders, \(count.lines) lines")
        }
        for (code, count) in receiptsRefused.sorted(by: { $0.key < $1.key }) { text += row("receipts refused: \(code)", "\(count)") }
        text += row("rows of the ledger that say nothing", "\(unreadable)")
        text += row("returns refunded", "\(returnsRefunded)")
        text += row("returned beyond what was bought", "\(returnLinesUnmatched) lines, \(returnUnitsUnmatched) bottles")
        for (code, count) in returnsRefused.sorted(by: { $0.key < $1.key }) { text += row("returns refused: \(code)", "\(count)") }
        text += row("shipments an order", per(shipments))
        text += row("  nearest-first per line on the same stock", per(nearestFirstShipments))
        text += row("plans proven optimal", BenchReport.fixed(Double(optimal) * 100 / Double(max(1, ordersPlaced)), 3) + "%")
        text += row("p50, p99 of placing an order", "\(latency(50)), \(latency(99))")
        text += row("audit", audit)
        return text
    }
}
