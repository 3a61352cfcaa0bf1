/// Where the server is and how its connections are set up.
public struct DatabaseConfiguration: Sendable {
    /// A libpq URI (`postgresql://…`) or connection string; what it says wins over the defaults here.
    public var url: String
    /// Set as `search_path`, followed by `public`.
    public var schema: String
    /// SET ROLE to this after connecting; nil stays who logged in.
    public var role: String?
    /// At most this many connections in the pool.
    public var size: Int
    /// 0 waits without end.
    public var statementTimeoutMilliseconds: Int
    public var connectTimeoutSeconds: Int
    /// How long a caller waits for a free connection.
    public var acquireTimeoutMilliseconds: Int
    public var applicationName: String
    /// Further settings of the session, by name. They win over the defaults: `TimeZone` UTC, and an idle transaction ended after a minute.
    public var settings: [(String, String)]

    public init(
        url: String, schema: String = "tributary", role: String? = nil, size: Int = 8, statementTimeoutMilliseconds: Int = 30_000,
        connectTimeoutSeconds: Int = 5, acquireTimeoutMilliseconds: Int = 5_000, applicationName: String = "tributary",
        settings: [(String, String)] = []
    ) {
        self.url = url
        self.schema = schema
        self.role = role
        self.size = size
        self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        self.connectTimeoutSeconds = connectTimeoutSeconds
        self.acquireTimeoutMilliseconds = acquireTimeoutMilliseconds
        self.applicationName = applicationName
        self.settings = settings
    }
}

extension DatabaseConfiguration {
    /// What libpq is given. Later words win, so `url` stands between the defaults and what must be.
    var connectionWords: [(String, String)] {
        [
            ("connect_timeout", String(max(2, connectTimeoutSeconds))),
            ("application_name", applicationName),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
            // Only asked for when the URL does: probing for Kerberos costs a round trip and its library's start.
            ("gssencmode", "disable"),
            ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
    }

    /// One script, hence one round trip, that makes a fresh session ours.
    func sessionScript() throws(PostgresError) -> String {
        var all: [(String, String)] = [
            ("TimeZone", "UTC"),
            ("idle_in_transaction_session_timeout", "60000"),
            ("statement_timeout", String(max(0, statementTimeoutMilliseconds))),
        ]
        all += settings
        all.append(("search_path", try Quoting.identifier(schema) + ", public"))
        var script = ""
        for (name, value) in all {
            script += "SELECT pg_catalog.set_config(\(try Quoting.literal(name)), \(try Quoting.literal(value)), false);\n"
        }
        if let role { script += "SET ROLE \(try Quoting.identifier(role));\n" }
        return script
    }
}
