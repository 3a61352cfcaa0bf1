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
    /// - Parameter anew: the schema is dropped first, with all that is in it and whatever build made it.
    static func start(_ settings: Settings, logger: Logger, anew: Bool = false) async throws -> Deployment {
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
        if anew { try await deployment.dropSchema() }
        try await Migrator(directory: settings.schemasDirectory + "/migrations", schema: settings.schema)
            .migrate(using: deployment.configuration(role: nil, size: 1), logger: logger)
        return deployment
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

    func writer(size: Int? = nil) -> Database {
        Database(configuration(role: "tributary_writer", size: size ?? settings.connections), logger: logger, name: "writer")
    }

    /// The order intake's own connections. Their statements are always the same few, over arrays of any length: a generic plan is right for
    /// all of them, and planning anew each time would cost more than running them. All go by key, so what would be faster while a table is
    /// still empty (reading it whole) is ruled out: such a plan would stay in use while the table grows.
    func intake() -> Database {
        let settings = [("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("enable_hashjoin", "off"), ("enable_mergejoin", "off")]
        return Database(
            configuration(role: "tributary_writer", size: self.settings.intakeWriters + 1, settings: settings), logger: logger, name: "intake")
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
