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
        are three bands from west to east, each cut in two; see Replay/ReplayMap.swift and Replay/MonthlyStock.swift for the rules. Ends with a
        table and the audit, and with 1 when the audit isn't clean or the server was lost on the way.
        """
    static let data = SettingKey(name: "data", kind: .text, standard: "needed", meaning: "the folder")
    static let orders = SettingKey(name: "orders", kind: .text, standard: "the folder's order_lines*.csv or .csv.xz", meaning: "another file of order lines, as it is or in the folder")
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
        let ledger = try Ledger(path: try LedgerFile.path(more.text(Self.orders), in: directory), limit: limit)
        let brand = ReplayBrand(ledger: ledger, master: try MasterFiles(directory: directory))
        StandardOutput.write("\(ledger.orders.count) orders of \(ledger.stores.count) stores, \(ledger.items.count) items\n")

        var settings = settings
        settings.schema = Self.schema
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(.warning), schema: .makeAnew)
        let isGood: Bool
        do {
            isGood = try await replay(brand, rate: rate, deployment)
        } catch {
            await deployment.stop()
            throw error
        }
        await deployment.stop()
        if !isGood { throw ExitCode(1) }
    }

    /// - Returns: whether the whole ledger was replayed and the audit is clean.
    private func replay(_ brand: ReplayBrand, rate: Double?, _ deployment: Deployment) async throws -> Bool {
        try await load(brand, deployment)
        let replay = try place(brand, rate: rate, deployment)
        // The server has ended: what is audited is all there will be.
        let (isClean, sum, differences) = await audit(deployment)
        StandardOutput.write(replay.tally.table(seconds: replay.seconds, unreadable: brand.ledger.unreadable, audit: sum) + differences)
        return isClean && replay.tally.cutShort == nil
    }

    /// What was counted is told even when the database can't be asked any more.
    private func audit(_ deployment: Deployment) async -> (isClean: Bool, sum: String, differences: String) {
        do {
            let report = try await Self.with(deployment) { try await AuditBrand(database: $0).run() }
            return report.isClean ? (true, "clean", "") : (false, "\(report.differences) differences", "\n" + report.text)
        } catch {
            return (false, "impossible: \(error)", "")
        }
    }

    private func place(_ brand: ReplayBrand, rate: Double?, _ deployment: Deployment) throws -> Replay {
        let server = try BenchServer(deployment: deployment, schema: Self.schema, tokenSeconds: 86_400)
        defer { server.process.end() }
        var replay = try Replay(brand: brand, port: server.port, rate: rate)
        replay.run()
        return replay
    }

    private func load(_ brand: ReplayBrand, _ deployment: Deployment) async throws {
        let files = FileManager.default.temporaryDirectory.appendingPathComponent("tributary-replay-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: files) }
        try brand.write(to: files)
        _ = try await Self.with(deployment) { try await SeedBrand(directory: files).run(database: $0) }
    }

    /// With a database that waits without end: a large ledger's seed and audit may take longer than any request.
    private static func with<T: Sendable>(_ deployment: Deployment, _ body: (Database) async throws -> T) async throws -> T {
        let database = deployment.writer(size: 2, statementTimeoutMilliseconds: 0)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
