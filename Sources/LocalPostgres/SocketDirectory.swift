/// The directory of the server's Unix socket: the cluster's user's alone (0700), as is everything that can connect.
enum SocketDirectory {
    static let port = 5432
    /// `sun_path` holds 108 bytes with its final zero, in PostgreSQL's server and in libpq alike (unix(7)).
    static let longestPath = 107

    static func socket(in directory: String) -> String {
        "\(directory)/.s.PGSQL.\(port)"
    }

    static func fits(_ directory: String) -> Bool {
        socket(in: directory).utf8.count <= longestPath
    }

    /// `home.run` when the socket's path is short enough; else the temporary directory of last time if it is still safe, else a new one.
    /// - Returns: an existing directory, and whether it is a temporary one.
    static func prepare(home: Home, lastUsed: String?, command: Command) async throws -> (path: String, isTemporary: Bool) {
        let account = command.account
        if fits(home.run) {
            if Files.status(home.run) == nil { try Files.makePrivateDirectory(home.run, for: account) }
            guard isSafe(home.run, for: account) else {
                throw LocalPostgresError.file(path: home.run, reason: "is not a directory that belongs to \(account.name) alone (mode 0700)")
            }
            return (home.run, false)
        }
        if let lastUsed, fits(lastUsed), isSafe(lastUsed, for: account) { return (lastUsed, true) }
        var parent = try await Home.temporary(command)
        if !fits(parent + "/tributary-XXXXXX") { parent = "/tmp" }
        let made = try Files.makeUniqueDirectory(in: parent, prefix: "tributary-")
        try Files.give(made, to: account)
        return (made, true)
    }

    /// Others may plant names in /tmp: only a directory of the cluster's own user that nobody else can enter will do.
    static func isSafe(_ directory: String, for account: Account) -> Bool {
        guard let status = Files.status(directory) else { return false }
        return status.isDirectory && status.owner == account.uid && status.permissions & 0o077 == 0
    }

    /// Removes what a killed server left. The caller knows that none runs.
    static func clear(_ directory: String) {
        Files.remove(socket(in: directory))
        Files.remove(socket(in: directory) + ".lock")
    }
}
