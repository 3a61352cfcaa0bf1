import ArgumentParser
import Foundation
import Histogram
import Logging
import Operations
import Postgres

struct BenchCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "bench", abstract: "Measure this machine's orders a second against the floor.")
    static let does = """
        Measures orders through HTTP beside pgbench writing the same rows one order a transaction, in the same minute, with the same connections and
        the database's durability untouched; then what campaigns cost an order, storefronts, the sourcing engine alone, start and memory, and latency over stored
        orders. Every rate is to be read as a ratio to the floor's.
        """
    static let seconds = SettingKey(name: "bench.seconds", kind: .number, standard: "10", meaning: "length of each measurement")
    static let history = SettingKey(name: "bench.orders", kind: .number, standard: "1000000", meaning: "stored orders for the growth of latency; 0 leaves it out")
    static let moreKeys = [seconds, history]
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        let seconds = Double(try more.number(Self.seconds, 1...600) ?? 10)
        let history = try more.number(Self.history, 0...100_000_000) ?? 1_000_000
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(.warning))
        do {
            var bench = Bench(deployment: deployment, seconds: seconds, history: history)
            try await bench.run()
        } catch {
            await deployment.stop()
            throw error
        }
        await deployment.stop()
    }
}

struct Bench {
    let deployment: Deployment
    let seconds: Double
    let history: Int
    var report = BenchReport()

    init(deployment: Deployment, seconds: Double, history: Int) {
        self.deployment = deployment
        self.seconds = seconds
        self.history = history
    }

    mutating func run() async throws {
        StandardOutput.write("Preparing the bench's own brand …\n")
        let brand = BenchBrand(deployment: deployment)
        try await brand.prepare()
        let server = try BenchServer(deployment: deployment)
        defer { server.process.end() }
        let floor = Floor(url: deployment.url)

        StandardOutput.write("\nOrders of 10 lines, durable, through HTTP\n")
        for (mix, goal) in [(OrderRequests.Mix.mixed, "≥ 1.25 at 64"), (.hot, "≥ 6 at 64")] {
            for connections in [1, 16, 64] {
                try measure(server, floor, mix, connections: connections, goal: connections == 64 ? goal : connections == 1 && mix == .mixed ? "p50 ≤ 3 × floor" : "")
            }
        }
        try await campaigns(server, brand)
        try await storefronts(server, floor, brand)
        try await engine()
        report.add("start to ready, database there", "\(server.readyMilliseconds) ms", goal: "≤ 2 s", [("milliseconds", Double(server.readyMilliseconds))])
        if let memory = server.process.residentKibibytes {
            report.add("resident memory after the load", "\(memory / 1024) MB", goal: "≤ 250 MB", [("megabytes", Double(memory) / 1024)])
        }
        try await audit(brand)
        if history > 0 { try await growth(server, brand) }
        try keep()
    }

    private mutating func measure(_ server: BenchServer, _ floor: Floor, _ mix: OrderRequests.Mix, connections: Int, goal: String) throws {
        let base = try floor.run(mix, connections: connections, seconds: seconds)
        let load = try server.load(mix, connections: connections, seconds: seconds, seed: connections)
        let ratio = load.perSecond / base.perSecond
        report.add(
            "\(mix.rawValue), \(connections) connections",
            "\(BenchReport.fixed(load.perSecond, 0))/s ÷ floor \(BenchReport.fixed(base.perSecond, 0))/s = \(BenchReport.ratio(ratio))", goal: goal,
            [("ordersPerSecond", load.perSecond), ("floorPerSecond", base.perSecond), ("ratio", ratio)])
        // Latency at a rate that the server can keep: open loop at 70% of what it just did.
        let calm = try server.load(mix, connections: connections, seconds: seconds, rate: load.perSecond * 0.7, seed: connections + 1000)
        report.add(
            "    latency at 70% of that rate, open loop",
            "p50 \(Self.milliseconds(calm.p50Microseconds)), p99 \(Self.milliseconds(calm.p99Microseconds)) (floor p50 \(Self.milliseconds(Int(base.p50Microseconds))))",
            goal: connections == 64 && mix == .mixed ? "p99 ≤ 40 ms" : "",
            [("p50Milliseconds", Double(calm.p50Microseconds) / 1000), ("p99Milliseconds", Double(calm.p99Microseconds) / 1000)])
    }

    private mutating func engine() async throws {
        StandardOutput.write("\nThe sourcing engine alone, 37 warehouses\n")
        let database = BenchBrand(deployment: deployment).writer()
        let brand = Brand(
            writer: database, request: database, settings: BrandSettings(schema: BenchBrand.schema, serverID: "bench"), logger: deployment.logger)
        try await brand.load()
        for (lines, goal) in [(5, ""), (10, "p50 ≤ 20 µs, p99 ≤ 200 µs, ≥ 99%"), (20, ""), (50, "p50 ≤ 250 µs, p99 ≤ 5 ms")] {
            let result = try EngineBench(snapshot: brand.catalog.current, lines: lines, runs: 5000).run()
            let p50 = Double(result.nanoseconds.valueAtPercentile(50)) / 1000
            let p99 = Double(result.nanoseconds.valueAtPercentile(99)) / 1000
            let share = Double(result.optimal) * 100 / Double(result.runs)
            report.add(
                "\(lines) lines",
                "p50 \(BenchReport.fixed(p50, 1)) µs, p99 \(BenchReport.fixed(p99, 1)) µs, \(BenchReport.fixed(share, 2))% optimal, gap ≤ \(result.worstGapFen) fen",
                goal: goal, [("p50Microseconds", p50), ("p99Microseconds", p99), ("optimalPercent", share)])
        }
        pricing(brand.catalog.current)
        await database.close()
    }

    private mutating func pricing(_ snapshot: Snapshot) {
        StandardOutput.write("\nThe pricing engine alone, 20 live campaigns\n")
        for (lines, goal) in [(1, ""), (10, "p50 ≤ 50 µs"), (50, "")] {
            let result = PricingBench(snapshot: snapshot, lines: lines, campaigns: 20, runs: 5000).run()
            let p50 = Double(result.nanoseconds.valueAtPercentile(50)) / 1000
            let p99 = Double(result.nanoseconds.valueAtPercentile(99)) / 1000
            let applied = Double(result.applied) / 5000
            report.add(
                "\(lines) lines priced", "p50 \(BenchReport.fixed(p50, 1)) µs, p99 \(BenchReport.fixed(p99, 1)) µs, \(BenchReport.fixed(applied, 1)) campaigns applied",
                goal: goal, [("p50Microseconds", p50), ("p99Microseconds", p99), ("applied", applied)])
        }
    }

    private mutating func growth(_ server: BenchServer, _ brand: BenchBrand) async throws {
        StandardOutput.write("\nLatency over stored orders (adding \(history)) …\n")
        let before = try server.load(.mixed, connections: 1, seconds: seconds, rate: 100, seed: 7)
        try await brand.addHistory(orders: history)
        _ = try server.load(.mixed, connections: 1, seconds: 2, rate: 100, seed: 8)
        let after = try server.load(.mixed, connections: 1, seconds: seconds, rate: 100, seed: 9)
        let ratio = Double(after.p50Microseconds) / Double(max(1, before.p50Microseconds))
        report.add(
            "p50 with \(history) stored orders ÷ before",
            "\(Self.milliseconds(after.p50Microseconds)) ÷ \(Self.milliseconds(before.p50Microseconds)) = \(BenchReport.ratio(ratio))", goal: "≤ 1.2",
            [("ratio", ratio)])
    }

    /// Nothing was oversold and nothing lost: every level and account is recomputed from its ledger.
    private mutating func audit(_ brand: BenchBrand) async throws {
        let database = brand.writer()
        let audit = try await AuditBrand(database: database).run()
        await database.close()
        report.add("audit after the load", audit.isClean ? "clean" : audit.text, goal: "clean")
    }

    private func keep() throws {
        let directory = URL(fileURLWithPath: deployment.settings.localDirectory).appendingPathComponent("bench")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let file = directory.appendingPathComponent("bench-\(Int(Date().timeIntervalSince1970)).json")
        try Data(report.json).write(to: file)
        StandardOutput.write("\nKept as \(file.relativePath)\n")
    }

    static func milliseconds(_ microseconds: Int) -> String {
        BenchReport.fixed(Double(microseconds) / 1000, 2) + " ms"
    }
}
