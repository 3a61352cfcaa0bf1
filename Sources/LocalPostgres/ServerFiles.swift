/// The texts that a cluster is configured with, written anew before each start.
struct ServerFiles: Equatable, Sendable {
    static let user = "tributary"
    static let include = "tributary.conf"
    private static let map = "local"

    let settings: String
    let authentication: String
    let identities: String

    /// PostgreSQL's own defaults stay, durability first of all (`fsync`, `synchronous_commit`): what is set here says where to listen,
    /// and what `extra` names.
    ///
    /// Sign-in is `peer`, with the cluster's user and the server's as the only ones mapped to its one role. The socket's directory is closed
    /// to others already; `trust` would leave the whole database to whoever gets around that one mode.
    init(socketDirectory: String, accounts: [String], extra: [String: String]) {
        var lines = [
            "# Written at each start of the server; postgresql.conf includes it, and settings there are yours.",
            "listen_addresses = ''",
            "port = \(SocketDirectory.port)",
            "unix_socket_directories = \(Self.directoryList(socketDirectory))",
            "unix_socket_permissions = 0700",
            "timezone = 'UTC'",
        ]
        lines += extra.sorted { $0.key < $1.key }.map { "\($0.key) = \(Self.quoted($0.value))" }
        settings = lines.joined(separator: "\n") + "\n"
        authentication = "# Written at each start of the server.\nlocal all all peer map=\(Self.map)\n"
        identities = "# Written at each start of the server.\n" + accounts.map { "\(Self.map) \"\($0)\" \(Self.user)\n" }.joined()
    }

    /// What a running server was started with; nil when a file is missing.
    init?(settings: String?, authentication: String?, identities: String?) {
        guard let settings, let authentication, let identities else { return nil }
        self.settings = settings
        self.authentication = authentication
        self.identities = identities
    }

    /// A setting's value is read as a string with backslash escapes.
    static func quoted(_ value: String) -> String {
        "'" + value.map { $0 == "'" ? "''" : $0 == "\\" ? "\\\\" : String($0) }.joined() + "'"
    }

    /// The setting holds a list of directories: one with a comma or space in it is quoted once more.
    private static func directoryList(_ directory: String) -> String {
        quoted("\"" + directory.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"")
    }

    /// The socket directory that an earlier text names.
    static func socketDirectory(of settings: String) -> String? {
        for line in settings.split(separator: "\n") {
            guard let range = line.firstRange(of: "unix_socket_directories = '\""), line.hasSuffix("\"'") else { continue }
            return String(line[range.upperBound...].dropLast(2)).replacing("\"\"", with: "\"").replacing("''", with: "'").replacing("\\\\", with: "\\")
        }
        return nil
    }
}
