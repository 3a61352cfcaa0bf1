import Operations
import Postgres

extension Bench {
    /// Stores' orders beside the same floor as orders on the brand, half of them drawing on the pool, and the page that a store's client opens with.
    mutating func storefronts(_ server: BenchServer, _ floor: Floor, _ brand: BenchBrand) async throws {
        StandardOutput.write("\nOrders of 10 lines in 200 storefronts, half of them with two lines from the pool\n")
        for connections in [1, 64] {
            let base = try floor.run(.mixed, connections: connections, seconds: seconds)
            try against(base, server, .shop, "storefront, \(connections) connections", connections: connections)
            try against(base, server, .page, "a page of 200 SKUs, \(connections) connections", connections: connections)
        }
        try await pool(brand)
    }

    /// What goes in closed loop, and latencies in open loop at 70% of it: with every connection always waiting, a percentile says how many wait.
    private mutating func against(_ base: Floor.Figures, _ server: BenchServer, _ mix: OrderRequests.Mix, _ figure: String, connections: Int) throws {
        let load = try server.load(mix, connections: connections, seconds: seconds, seed: 5000 + connections)
        let ratio = load.donePerSecond / base.perSecond
        report.add(
            figure, "\(BenchReport.fixed(load.donePerSecond, 0))/s ÷ floor \(BenchReport.fixed(base.perSecond, 0))/s = \(BenchReport.ratio(ratio))", goal: "",
            [("perSecond", load.donePerSecond), ("floorPerSecond", base.perSecond), ("ratio", ratio)])
        let calm = try server.load(mix, connections: connections, seconds: seconds, rate: load.donePerSecond * 0.7, seed: 5200 + connections)
        let p50 = Double(calm.p50Microseconds)
        let against = p50 / max(1, base.p50Microseconds)
        report.add(
            "    latency at 70% of that rate, open loop",
            "p50 \(Self.milliseconds(calm.p50Microseconds)) ÷ floor's \(Self.milliseconds(Int(base.p50Microseconds))) = \(BenchReport.ratio(against)), p99 \(Self.milliseconds(calm.p99Microseconds))",
            goal: "",
            [("p50Milliseconds", p50 / 1000), ("floorP50Milliseconds", base.p50Microseconds / 1000), ("ratio", against),
             ("p99Milliseconds", Double(calm.p99Microseconds) / 1000)])
    }

    /// Whether half of them drew on the pool indeed; otherwise the ratios above say too little.
    private mutating func pool(_ brand: BenchBrand) async throws {
        let database = brand.writer()
        let counted = try await database.run(CountSupplied())
        await database.close()
        guard let counted = counted.first else { return }
        let percent = Double(counted.supplied) * 100 / Double(max(1, counted.orders))
        report.add("    stores' orders that drew on the pool", "\(BenchReport.fixed(percent, 1))%", goal: "50%", [("percent", percent)])
    }
}

private struct CountSupplied: Statement {
    struct Result: RowDecodable {
        let orders: Int64
        let supplied: Int64
        init(from row: inout RowReader) throws {
            orders = try row.next()
            supplied = try row.next()
        }
    }
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM supply_charges s WHERE s.order_id = o.id))
        FROM orders o WHERE o.organization_id & 1048575 <> 0
        """
    func bind(_ parameters: inout Parameters) {}
}
