/// What a private cluster is made and started with. Everything has a default but the directory.
package struct LocalPostgresConfiguration: Sendable {
    /// `LOCAL_DIRECTORY`: the cluster lies in `pg` beneath it. Made when it doesn't exist; relative to the working directory.
    package var directory: String

    /// A directory with `initdb`, `pg_ctl`, `postgres` and `pg_isready`. Nil: `POSTGRES_BIN` of the environment, then Debian's
    /// `/usr/lib/postgresql/*/bin`, newest first, then `PATH`.
    package var binaries: String?

    /// Server settings over PostgreSQL's own defaults, written anew at each start. Durability belongs to the default: only a
    /// cluster that is thrown away (tests) may turn `fsync` off here.
    package var settings: [String: String] = ["max_connections": "200"]

    package init(directory: String, binaries: String? = nil) {
        self.directory = directory
        self.binaries = binaries
    }
}
