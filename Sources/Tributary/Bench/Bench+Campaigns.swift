import Operations
import Postgres

extension Bench {
    /// What three campaigns cost an order: short loads without them and with them in turn. Each with them is compared with the mean of its two
    /// neighbours without, so that a machine that warms up or tires counts for neither; the median of the rounds is told, with the least and the most.
    mutating func campaigns(_ server: BenchServer, _ brand: BenchBrand) async throws {
        StandardOutput.write("\nOrders of 10 lines, mixed, with \(BenchCampaigns.count) campaigns each beside the same without\n")
        let campaigns = try BenchCampaigns.launch(on: server)
        // Counters are there from a buyer's first order on.
        _ = try pace(server, round: 0, laden: true)
        try campaigns.step("pause")
        let before = try await given(brand)
        var without = [try pace(server, round: 1, laden: false)]
        var laden: [Pace] = []
        for round in 1...Self.rounds {
            try campaigns.step("resume")
            laden.append(try pace(server, round: round, laden: true))
            try campaigns.step("pause")
            without.append(try pace(server, round: round + 1, laden: false))
        }
        try campaigns.step("end")

        let beside = zip(without, without.dropFirst()).map {
            Pace(p50Microseconds: ($0.p50Microseconds + $1.p50Microseconds) / 2, perSecond: ($0.perSecond + $1.perSecond) / 2, placed: 0)
        }
        let latencies = Spread(zip(laden, beside).map { $0.p50Microseconds / max(1, $1.p50Microseconds) })
        let costs = Spread(zip(laden, beside).map { $1.perSecond / max(1, $0.perSecond) })
        let p50 = (laden: Spread(laden.map(\.p50Microseconds)).median, without: Spread(beside.map(\.p50Microseconds)).median)
        let rate = (laden: Spread(laden.map(\.perSecond)).median, without: Spread(beside.map(\.perSecond)).median)
        report.add(
            "mixed with \(BenchCampaigns.count) campaigns an order, 1 connection: p50 ÷ without",
            "\(latencies) of \(Self.milliseconds(Int(p50.laden))), without \(Self.milliseconds(Int(p50.without)))", goal: "≤ 1.3",
            [("p50Milliseconds", p50.laden / 1000), ("p50MillisecondsWithout", p50.without / 1000), ("ratio", latencies.median)])
        report.add(
            "mixed with \(BenchCampaigns.count) campaigns an order, 64 connections: cost ÷ without",
            "\(costs) of \(BenchReport.fixed(rate.laden, 0))/s, without \(BenchReport.fixed(rate.without, 0))/s", goal: "≤ 1.3",
            [("ordersPerSecond", rate.laden), ("ordersPerSecondWithout", rate.without), ("ratio", costs.median)])
        let mean = Double(try await given(brand) - before) / Double(max(1, laden.reduce(0) { $0 + $1.placed }))
        report.add("    campaigns that an order got something from", BenchReport.fixed(mean, 2), goal: "\(BenchCampaigns.count)", [("campaigns", mean)])
    }

    private static let rounds = 5

    /// Shares that campaigns gave orders so far: whether every order carried all of them; otherwise the ratios say too little.
    private func given(_ brand: BenchBrand) async throws -> Int64 {
        let database = brand.writer()
        let given = try await database.run(CountGiven())[0]
        await database.close()
        return given
    }

    private struct Pace {
        let p50Microseconds: Double
        let perSecond: Double
        let placed: Int
    }

    private func pace(_ server: BenchServer, round: Int, laden: Bool) throws -> Pace {
        let seed = (laden ? 3500 : 3000) + 2 * round
        let alone = try server.load(.mixed, connections: 1, seconds: seconds / 2, seed: seed)
        let many = try server.load(.mixed, connections: 64, seconds: seconds / 2, seed: seed + 1)
        return Pace(p50Microseconds: Double(alone.p50Microseconds), perSecond: many.perSecond, placed: alone.placed + many.placed)
    }
}

/// Ratios of several rounds, shown as "1.21 (1.10–1.34)".
private struct Spread: CustomStringConvertible {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    var median: Double { sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2 }

    var description: String {
        "\(BenchReport.ratio(median)) (\(BenchReport.ratio(sorted.first ?? 0))–\(BenchReport.ratio(sorted.last ?? 0)))"
    }
}

private struct CountGiven: Statement {
    typealias Result = Int64
    static let sql = "SELECT count(*) FROM order_campaigns"
    func bind(_ parameters: inout Parameters) {}
}
