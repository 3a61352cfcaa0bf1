import ArgumentParser
import Commerce
import Operations
import Postgres

/// What-ifs on the brand's own past.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Play what happened again under other rules.", subcommands: [SimulatePoolCommand.self])
}

struct SimulatePoolCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "pool", abstract: "Serve past demand without the pool, with it, and with another one.")
    static let commandLine = "simulate pool"
    static let does = """
        Serves what distributors and their stores asked for in some days three times: without a pool, under the pool policy in force, and with
        another ratio; and prints the stock-out rates (缺货率) side by side. It only reads: a schema that isn't up to date is refused.
        """
    static let from = SettingKey(name: "from", kind: .text, standard: "120 days before the last one", meaning: "the first day, such as 2026-01-20, in Asia/Shanghai")
    static let to = SettingKey(name: "to", kind: .text, standard: "today", meaning: "the last day")
    static let ratio = SettingKey(name: "ratio", kind: .number, standard: "3500", meaning: "the other ratio, in basis points")
    static let perDistributor = SettingKey(name: "perDistributor", kind: .number, standard: "as in force", meaning: "one distributor's share of a row's pool with it, in basis points")
    static let region = SettingKey(name: "region", kind: .text, standard: "all", meaning: "tell of one region only, such as R-31")
    static let distributor = SettingKey(name: "distributor", kind: .text, standard: "all", meaning: "tell of one distributor only")
    static let moreKeys = [from, to, ratio, perDistributor, region, distributor]
    private static let standardDays = 120
    private static let standardRatioBps = 3500
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        let draft = try Self.draft(more, today: BrandClock().now().shanghaiDay)
        let subject = try Self.subject(more)
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(settings.logLevel), schema: .verify)
        let database = deployment.writer(size: 2, statementTimeoutMilliseconds: 0)
        do {
            let whatIf = try await PoolSimulation(database: database, logger: ProgramLog.logger(settings.logLevel)).run(draft, within: subject)
            await database.close()
            await deployment.stop()
            StandardOutput.write(PoolTable.text(whatIf, of: subject))
        } catch {
            await database.close()
            await deployment.stop()
            if let refusal = error as? any Refusal { throw SettingsError(refusal.reason.detail) }
            throw error
        }
    }

    private static func draft(_ more: SettingValues, today: CalendarDay) throws -> PoolSimulationDraft {
        let last = try day(more, to) ?? today
        let first = try day(more, from) ?? last.adding(days: 1 - standardDays)
        let rates = Int(PoolPolicyDraft.rates.lowerBound)...Int(PoolPolicyDraft.rates.upperBound)
        do {
            return try PoolSimulationDraft(
                ratioBps: Int64(more.number(ratio, rates) ?? standardRatioBps), perDistributorBps: more.number(perDistributor, rates).map { Int64($0) },
                from: first.shanghaiMidnight, to: last.adding(days: 1).shanghaiMidnight)
        } catch let reason as Reason {
            throw SettingsError(reason.faults.first?.detail ?? reason.detail)
        }
    }

    private static func day(_ more: SettingValues, _ key: SettingKey) throws -> CalendarDay? {
        guard let text = more.text(key) else { return nil }
        guard let day = CalendarDay(text) else { throw SettingsError("\(key.flag) takes a day such as 2026-01-20, not \(text)") }
        return day
    }

    /// Of a region and a distributor the distributor, which is the narrower.
    private static func subject(_ more: SettingValues) throws -> Code? {
        guard let text = more.text(distributor) ?? more.text(region) else { return nil }
        guard let code = Code(text) else { throw SettingsError("\(text) is no code of a region or distributor") }
        return code
    }
}
