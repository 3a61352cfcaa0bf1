import ArgumentParser
import Foundation
import Logging
import Operations
import Postgres

struct ReplayCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "replay", abstract: "Place every order of a real ledger through the HTTP API.")
    static let does = """
        Makes a brand in a schema of its own (tributary_replay, made anew each time) from the master files of a folder shaped like Iowa's liquor
        ledger (stores.tsv, products.tsv, order lines as .csv or .csv.xz), stocks it month by month with 85% of what the month asks for, and
        places every order through the HTTP API in time order, returns as returns. Stores become distributors at their coordinates; regions
        are three bands from west to east, each cut in two; see Replay/ReplayMap.swift and Replay/MonthlyStock.swift for the rules.
        """
    static let data = SettingKey(name: "data", kind: .text, standard: "needed", meaning: "the folder")
    static let orders = SettingKey(name: "orders", kind: .text, standard: "the folder's order_lines*.csv or .csv.xz", meaning: "another file of order lines")
    static let limit = SettingKey(name: "limit", kind: .number, standard: "all", meaning: "only so many orders, the first ones")
    static let rate = SettingKey(name: "rate", kind: .text, standard: "max", meaning: "orders a second, or max")
    static let moreKeys = [data, orders, limit, rate]
    static let schema = "tributary_replay"
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        guard let directory = more.text(Self.data) else { throw SettingsError("\(Self.data.flag) names the folder to replay") }
        let limit = try more.number(Self.limit, 1...Int.max)
        let rate: Double? = try more.text(Self.rate).flatMap { text in
            if text == "max" { return nil }
            guard let rate = Double(text), rate > 0 else { throw SettingsError("\(Self.rate.flag) takes a number or max") }
            return rate
        }
        StandardOutput.write("Reading the ledger …\n")
        let ledger = try Ledger(path: try more.text(Self.orders) ?? Self.linesFile(directory), limit: limit)
        let brand = try ReplayBrand(ledger: ledger, master: MasterFiles(directory: directory))
        StandardOutput.write("\(ledger.orders.count) orders of \(ledger.stores.count) stores, \(ledger.items.count) items\n")

        var settings = settings
        settings.schema = Self.schema
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(.warning))
        do {
            try await load(brand, deployment)
            let server = try BenchServer(deployment: deployment, schema: Self.schema)
            defer { server.process.end() }
            var replay = try Replay(brand: brand, server: server, rate: rate)
            let (tally, seconds) = try replay.run()
            let database = deployment.writer()
            let audit = try await AuditBrand(database: database).run()
            await database.close()
            StandardOutput.write(tally.table(seconds: seconds, unreadable: ledger.unreadable, audit: audit.isClean ? "clean" : audit.text))
        } catch {
            await deployment.stop()
            throw error
        }
        await deployment.stop()
    }

    /// An empty schema, then the brand.
    private func load(_ brand: ReplayBrand, _ deployment: Deployment) async throws {
        let files = FileManager.default.temporaryDirectory.appendingPathComponent("tributary-replay-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: files) }
        try brand.write(to: files)
        let configuration = deployment.configuration(role: nil, size: 1)
        let administrator = try await Connection.open(configuration, logger: deployment.logger, name: "replay")
        try await administrator.script("DROP SCHEMA IF EXISTS \(Self.schema) CASCADE")
        await administrator.close()
        _ = try await Migrator(directory: deployment.settings.schemasDirectory + "/migrations", schema: Self.schema)
            .migrate(using: configuration, logger: deployment.logger)
        let database = deployment.writer()
        _ = try await SeedBrand(directory: files).run(database: database)
        await database.close()
    }

    private static func linesFile(_ directory: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        guard let name = names.first(where: { $0.hasPrefix("order_lines") && ($0.hasSuffix(".csv") || $0.hasSuffix(".csv.xz")) }) else {
            throw SettingsError("\(directory) has no order_lines*.csv or .csv.xz; name one with \(orders.flag)")
        }
        return directory + "/" + name
    }
}
