package import Logging
package import Postgres

extension Database {
    /// A pool of a test's own under one of the brand's roles. A busy machine makes a test slow, not wrong: a caller waits a minute for a connection.
    /// - Parameter role: `writer` or `request`.
    package static func test(_ role: String, at url: String, size: Int, name: String? = nil, logger: Logger? = nil) -> Database {
        var quiet = Logger(label: "test.pool")
        quiet.logLevel = .critical
        return Database(
            DatabaseConfiguration(url: url, role: "tributary_" + role, size: size, acquireTimeoutMilliseconds: 60_000), logger: logger ?? quiet,
            name: name ?? role)
    }
}
