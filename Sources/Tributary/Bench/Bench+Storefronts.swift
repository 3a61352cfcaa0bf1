import Operations

extension Bench {
    /// Stores' orders beside the same floor as orders on the brand, half of them drawing on the pool, and the page that a store's client opens with.
    mutating func storefronts(_ server: BenchServer, _ floor: Floor) throws {
        StandardOutput.write("\nOrders of 10 lines in 200 storefronts, half of them with two lines from the pool\n")
        for connections in [1, 64] {
            let base = try floor.run(.mixed, connections: connections, seconds: seconds)
            let load = try server.load(.shop, connections: connections, seconds: seconds, seed: 5000 + connections)
            let ratio = load.perSecond / base.perSecond
            report.add(
                "storefront, \(connections) connections",
                "\(BenchReport.fixed(load.perSecond, 0))/s ÷ floor \(BenchReport.fixed(base.perSecond, 0))/s = \(BenchReport.ratio(ratio))", goal: "",
                [("ordersPerSecond", load.perSecond), ("floorPerSecond", base.perSecond), ("ratio", ratio), ("p50Milliseconds", Double(load.p50Microseconds) / 1000),
                 ("p99Milliseconds", Double(load.p99Microseconds) / 1000)])
            let page = try server.load(.page, connections: connections, seconds: seconds, seed: 5100 + connections)
            let pages = Double(page.answers) * 1000 / Double(max(1, page.milliseconds))
            report.add(
                "a page of 200 SKUs, \(connections) connections",
                "p50 \(Self.milliseconds(page.p50Microseconds)), p99 \(Self.milliseconds(page.p99Microseconds)); \(BenchReport.fixed(pages, 0))/s ÷ floor = \(BenchReport.ratio(pages / base.perSecond))",
                goal: "",
                [("p50Milliseconds", Double(page.p50Microseconds) / 1000), ("p99Milliseconds", Double(page.p99Microseconds) / 1000), ("pagesPerSecond", pages),
                 ("ratio", pages / base.perSecond)])
        }
    }
}
