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

    /// What a command does about the schema before it works with it.
    enum SchemaCare {
        case migrate
        /// Drops it first, with all that is in it and whatever build made it.
        case makeAnew
        /// Changes nothing, and refuses a schema that isn't exactly what the migrations make.
        case verify
    }

    /// Starts the private cluster when no database is named, and brings the schema up to date or looks whether it is. When that fails the
    /// cluster is stopped again.
    static func start(_ settings: Settings, logger: Logger, schema care: SchemaCare = .migrate) async throws -> Deployment {
        let deployment = try await reach(settings, logger: logger)
        do {
            let migrator = Migrator(directory: settings.schemasDirectory + "/migrations", schema: settings.schema)
            let configuration = deployment.configuration(role: nil, size: 1)
            switch care {
            case .migrate: try await migrator.migrate(using: configuration, logger: logger)
            case .makeAnew:
                try await deployment.dropSchema()
                try await migrator.migrate(using: configuration, logger: logger)
            case .verify: try await migrator.verify(using: configuration, logger: logger)
            }
        } catch {
            await deployment.stop()
            throw error
        }
        return deployment
    }

    private static func reach(_ settings: Settings, logger: Logger) async throws -> Deployment {
        if let url = settings.databaseURL { return Deployment(settings: settings, local: nil, url: url, logger: logger) }
        let cluster = LocalPostgres(
            LocalPostgresConfiguration(directory: settings.localDirectory, binaries: settings.postgresBin), logger: logger)
        return Deployment(settings: settings, local: cluster, url: try await cluster.start(), logger: logger)
    }

    private func dropSchema() async throws {
        var patient = configuration(role: nil, size: 1)
        patient.statementTimeoutMilliseconds = 300_000
        let administrator = try await Connection.open(patient, logger: logger, name: "administrator")
        do {
            try await administrator.script("DROP SCHEMA IF EXISTS \"\(settings.schema.replacing("\"", with: "\"\""))\" CASCADE")
            await administrator.close()
        } catch {
            await administrator.close()
            throw error
        }
    }

    func configuration(role: String?, size: Int, url: String? = nil, settings more: [(String, String)] = []) -> DatabaseConfiguration {
        DatabaseConfiguration(url: url ?? self.url, schema: settings.schema, role: role, size: size, settings: more)
    }

    /// - Parameter statementTimeoutMilliseconds: 0 waits without end, as what reads or writes whole tables has to.
    func writer(size: Int? = nil, statementTimeoutMilliseconds: Int? = nil) -> Database {
        var configuration = configuration(role: "tributary_writer", size: size ?? settings.connections)
        if let statementTimeoutMilliseconds { configuration.statementTimeoutMilliseconds = statementTimeoutMilliseconds }
        return Database(configuration, logger: logger, name: "writer")
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
