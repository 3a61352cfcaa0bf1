import ArgumentParser

/// The program: one subcommand for each thing one does with a brand.
@main
struct Tributary: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tributary",
        abstract: "The ordering platform of a brand and everyone who sells for it.",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, SeedCommand.self, AuditCommand.self, BenchCommand.self, ReplayCommand.self, SimulateCommand.self,
            LoadCommand.self,
        ])
}

/// A subcommand whose flags are settings, read by swift-configuration rather than by the argument parser, so that the environment and a file
/// can say the same things.
protocol SettingsCommand: AsyncParsableCommand {
    var arguments: [String] { get }
    static var does: String { get }
    /// What stands behind the program's name.
    static var commandLine: String { get }
    static var moreKeys: [SettingKey] { get }
    func run(_ settings: Settings, _ more: SettingValues) async throws
}

extension SettingsCommand {
    static var moreKeys: [SettingKey] { [] }
    static var commandLine: String { configuration.commandName ?? "" }

    mutating func run() async throws {
        guard !arguments.contains("--help"), !arguments.contains("-h") else {
            StandardOutput.write(SettingsHelp.text(command: Self.commandLine, does: Self.does, more: Self.moreKeys))
            return
        }
        do {
            let (settings, reader) = try await Settings.read(arguments, more: Self.moreKeys)
            try await run(settings, SettingValues(reader: reader))
        } catch let error as SettingsError {
            throw ValidationError(error.description)
        }
    }
}
