import LocalPostgres
import Logging
import Operations
import Postgres

/// The databases of one run of the program: the private cluster when there is no other, migrations applied, pools under their roles.
struct Deployment: Sendable {
    let settings: Settings
    let local: LocalPostgres?
    let url: String
    let logger: Logger

    /// Starts the private cluster when no database is named, and brings the schema up to date.
    static func start(_ settings: Settings, logger: Logger) async throws -> Deployment {
        var local: LocalPostgres?
        let url: String
        if let named = settings.databaseURL {
            url = named
        } else {
            let cluster = LocalPostgres(LocalPostgresConfiguration(directory: settings.localDirectory), logger: logger)
            url = try await cluster.start()
            local = cluster
        }
        let deployment = Deployment(settings: settings, local: local, url: url, logger: logger)
        try await Migrator(directory: settings.schemasDirectory + "/migrations", schema: settings.schema)
            .migrate(using: deployment.configuration(role: nil, size: 1), logger: logger)
        return deployment
    }

    func configuration(role: String?, size: Int, url: String? = nil, settings more: [(String, String)] = []) -> DatabaseConfiguration {
        DatabaseConfiguration(url: url ?? self.url, schema: settings.schema, role: role, size: size, settings: more)
    }

    func writer(size: Int? = nil) -> Database {
        Database(configuration(role: "tributary_writer", size: size ?? settings.connections), logger: logger, name: "writer")
    }

    /// The order intake's own connections, one more than it writes with.
    func intake() -> Database {
        Database(
            configuration(role: "tributary_writer", size: settings.intakeWriters + 1, settings: BrandSettings.intakeSession()), logger: logger, name: "intake")
    }

    func request() -> Database {
        Database(configuration(role: "tributary_request", size: settings.connections), logger: logger, name: "request")
    }

    func replica() -> Database? {
        settings.replicaURL.map {
            Database(configuration(role: "tributary_request", size: settings.connections, url: $0), logger: logger, name: "replica")
        }
    }

    func stop() async {
        do {
            try await local?.stop()
        } catch {
            logger.error("The private cluster didn't stop", metadata: ["error": "\(error)"])
        }
    }
}
