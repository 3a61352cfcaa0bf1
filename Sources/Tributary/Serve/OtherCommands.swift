import ArgumentParser
import Logging
import Operations
import Postgres

struct MigrateCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "migrate", abstract: "Bring the schema up to date.")
    static let does = "Brings the schema up to date and ends."
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(settings.logLevel))
        await deployment.stop()
        StandardOutput.write("schema \(settings.schema) is up to date\n")
    }
}

struct SeedCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "seed", abstract: "Load the demo brand into an empty schema.")
    static let does = "Loads the demo brand into an empty schema and ends; a schema with organisations in it is refused."
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(settings.logLevel))
        do {
            let database = deployment.writer(statementTimeoutMilliseconds: 0)
            let summary = try await SeedBrand(directory: settings.seedDirectory).run(database: database)
            await database.close()
            StandardOutput.write(
                "seeded \(summary.organizations) organisations, \(summary.warehouses) warehouses, \(summary.skus) SKUs, \(summary.stockLevels) stock levels, \(summary.campaigns) campaigns, "
                    + "\(summary.stores) stores with \(summary.storeOrders) orders\n")
        } catch {
            await deployment.stop()
            throw error
        }
        await deployment.stop()
    }
}

struct AuditCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "audit", abstract: "Recompute every level, hold and account from its ledger.")
    static let does = """
        Recomputes every stock level, hold and account from its ledger, prints each difference, and ends with 1 when there is one. It only reads:
        a schema that isn't up to date is refused.
        """
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        let deployment = try await Deployment.start(settings, logger: ProgramLog.logger(settings.logLevel), schema: .verify)
        let database = deployment.writer(size: 1, statementTimeoutMilliseconds: 0)
        do {
            let report = try await AuditBrand(database: database).run()
            await database.close()
            await deployment.stop()
            StandardOutput.write(report.text + "\n")
            if !report.isClean { throw ExitCode(1) }
        } catch {
            await deployment.stop()
            throw error
        }
    }
}
