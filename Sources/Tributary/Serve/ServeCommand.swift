import ArgumentParser
import ServiceLifecycle
import UnixSignals

struct ServeCommand: SettingsCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve the brand over HTTP.")
    static let does = "Serves the brand over HTTP until it is told to end (SIGTERM, SIGINT), then finishes what it accepted."
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ settings: Settings, _ more: SettingValues) async throws {
        let logger = ProgramLog.logger(settings.logLevel)
        let deployment = try await Deployment.start(settings, logger: logger)
        do {
            let server = try await Server.assemble(deployment)
            var configuration = ServiceGroupConfiguration(
                services: server.services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            // Clients are cut off before that, and statements end by their own timeout: this is for what nobody has thought of.
            configuration.maximumGracefulShutdownDuration = .seconds(settings.shutdownSeconds + 120)
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await deployment.stop()
            throw error
        }
        await deployment.stop()
    }
}
