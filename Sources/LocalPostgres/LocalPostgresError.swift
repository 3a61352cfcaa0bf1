/// Why there is no local database. The description is for the person who started the server: what is wrong and what to do.
package enum LocalPostgresError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another live process holds the lock of the directory. `process` is its id, when it could be read.
    case inUse(directory: String, process: Int32?)
    /// There is no PostgreSQL of a usable version (nil: none is wanted in particular, 15 or newer will do).
    case noServer(wantedMajor: Int?, searched: [String])
    /// Run as root, and there is neither a user `postgres` nor `nobody` to run the database as.
    case noAccount
    /// The cluster belongs to a user that this process can't act as.
    case notOwner(directory: String, owner: UInt32)
    /// The cluster is there, but the user it runs as can no longer enter its directory.
    case notReachable(directory: String, account: String)
    /// One of PostgreSQL's programs failed; `detail` is what it printed and the end of the server's log.
    case commandFailed(command: String, detail: String)
    /// A file or directory couldn't be made or read.
    case file(path: String, reason: String)

    package var description: String {
        switch self {
        case .inUse(let directory, let process):
            "another server\(process.map { " (process \($0))" } ?? "") is using \(directory): stop it, or choose another LOCAL_DIRECTORY"
        case .noServer(let major, let searched):
            "PostgreSQL \(major.map(String.init) ?? "15 or newer") was not found in \(searched.joined(separator: ", ")): "
                + "apt-get install postgresql, or name its programs' directory in POSTGRES_BIN, or a database in DATABASE_URL"
        case .noAccount:
            "PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as"
        case .notOwner(let directory, let owner):
            "\(directory) belongs to user \(owner): run the server as that user or as root, or choose another LOCAL_DIRECTORY"
        case .notReachable(let directory, let account):
            "user \(account), who owns the database in \(directory), can't enter that directory any more"
        case .commandFailed(let command, let detail):
            "\(command) failed: \(detail)"
        case .file(let path, let reason):
            "\(path): \(reason)"
        }
    }
}
