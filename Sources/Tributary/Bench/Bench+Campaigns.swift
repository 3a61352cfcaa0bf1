import Operations
import Postgres

extension Bench {
    /// What three campaigns cost an order: the same load without them, with them, and without them again, so that a machine that warms up or
    /// tires counts for neither.
    mutating func campaigns(_ server: BenchServer, _ brand: BenchBrand) async throws {
        StandardOutput.write("\nOrders of 10 lines, mixed, with \(BenchCampaigns.count) campaigns each beside the same without\n")
        let before = try pace(server, seed: 3000)
        let campaigns = try BenchCampaigns.launch(on: server)
        let laden = try pace(server, seed: 3100)
        try campaigns.end()
        let after = try pace(server, seed: 3200)

        let p50 = (before.p50Microseconds + after.p50Microseconds) / 2
        let perSecond = (before.perSecond + after.perSecond) / 2
        let latencyRatio = laden.p50Microseconds / max(1, p50)
        let costRatio = perSecond / max(1, laden.perSecond)
        report.add(
            "mixed with \(BenchCampaigns.count) campaigns an order, 1 connection: p50 ÷ without",
            "\(Self.milliseconds(Int(laden.p50Microseconds))) ÷ \(Self.milliseconds(Int(p50))) = \(BenchReport.ratio(latencyRatio))", goal: "≤ 1.3",
            [("p50Milliseconds", laden.p50Microseconds / 1000), ("p50MillisecondsWithout", p50 / 1000), ("ratio", latencyRatio)])
        report.add(
            "mixed with \(BenchCampaigns.count) campaigns an order, 64 connections: cost ÷ without",
            "\(BenchReport.fixed(laden.perSecond, 0))/s, without \(BenchReport.fixed(perSecond, 0))/s: \(BenchReport.ratio(costRatio))", goal: "≤ 1.3",
            [("ordersPerSecond", laden.perSecond), ("ordersPerSecondWithout", perSecond), ("ratio", costRatio)])
        try await count(brand, orders: laden.placed)
    }

    /// Whether every order carried all of them; otherwise the ratios above say too little.
    private mutating func count(_ brand: BenchBrand, orders: Int) async throws {
        let database = brand.writer()
        let given = try await database.run(CountGiven())[0]
        await database.close()
        let mean = Double(given) / Double(max(1, orders))
        report.add("    campaigns that an order got something from", BenchReport.fixed(mean, 2), goal: "\(BenchCampaigns.count)", [("campaigns", mean)])
    }

    private struct Pace {
        let p50Microseconds: Double
        let perSecond: Double
        let placed: Int
    }

    private func pace(_ server: BenchServer, seed: Int) throws -> Pace {
        let alone = try server.load(.mixed, connections: 1, seconds: seconds, seed: seed)
        let many = try server.load(.mixed, connections: 64, seconds: seconds, seed: seed + 1)
        return Pace(p50Microseconds: Double(alone.p50Microseconds), perSecond: many.perSecond, placed: alone.placed + many.placed)
    }
}

private struct CountGiven: Statement {
    typealias Result = Int64
    static let sql = "SELECT count(*) FROM order_campaigns"
    func bind(_ parameters: inout Parameters) {}
}
