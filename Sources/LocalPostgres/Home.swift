import Glibc
import Logging

/// Where a cluster lies: `pg` (the data directory) and `run` (the socket) in a directory that the cluster's user can enter.
struct Home: Equatable, Sendable {
    let base: String
    var data: String { base + "/pg" }
    /// Where a new data directory grows, so that a half-made one is never taken for whole.
    var newData: String { base + "/pg.new" }
    var run: String { base + "/run" }
    var log: String { data + "/postgres.log" }

    /// The owner of the cluster that `directory` holds or points at, nil when there is none yet.
    static func existingOwner(_ directory: String) -> uid_t? {
        let data = directory + "/pg"
        guard let status = Files.status(data) else { return nil }
        guard status.isLink else { return status.owner }
        return Files.linkTarget(data).flatMap(Files.status)?.owner
    }

    /// `directory` itself when `account` can enter it. Otherwise (root's home is closed to everybody else) a directory of its own beneath
    /// /var/lib, or beneath the system's temporary one where there is no other; `directory/pg` then links to the data. /var/lib is preferred
    /// since what lies in /tmp doesn't outlive a restart of the machine.
    /// - Parameter directory: absolute, without links, locked by the caller.
    static func find(for directory: String, command: Command, logger: Logger) async throws -> Home {
        let link = directory + "/pg"
        if Files.status(link)?.isLink == true, let target = Files.linkTarget(link) {
            let base = Files.parent(of: target)
            if Files.status(base)?.isDirectory == true {
                guard try await command.canEnter(base) else { throw LocalPostgresError.notReachable(directory: base, account: command.account.name) }
                return Home(base: base)
            }
            logger.warning("The data of the local database is gone; starting anew", metadata: ["directory": "\(target)"])
            Files.remove(link)
        }
        if try await command.canEnter(directory) { return Home(base: directory) }
        guard Files.status(link) == nil else { throw LocalPostgresError.notReachable(directory: directory, account: command.account.name) }
        let home = Home(base: try await elsewhere(command))
        try Files.link(link, to: home.data)
        logger.notice(
            "The database's user can't enter the local directory, so its data lies elsewhere",
            metadata: ["user": "\(command.account.name)", "local": "\(directory)", "data": "\(home.data)"])
        return home
    }

    private static func elsewhere(_ command: Command) async throws -> String {
        let shared = "/var/lib/tributary"
        do {
            try Files.makeDirectory(shared)
            let made = try Files.makeUniqueDirectory(in: shared, prefix: "local-")
            try Files.admitEveryone(to: made)
            if try await command.canEnter(made) { return made }
            Files.removeEmptyDirectory(made)
        } catch LocalPostgresError.file {
            // A read-only or foreign /var/lib: the temporary directory is what is left.
        }
        let made = try Files.makeUniqueDirectory(in: try await temporary(command), prefix: "tributary-")
        try Files.admitEveryone(to: made)
        return made
    }

    /// The system's temporary directory: `TMPDIR` when the cluster's user can enter it, else /tmp.
    static func temporary(_ command: Command) async throws -> String {
        if let named = Files.environment("TMPDIR"), named.hasPrefix("/"), try await command.canEnter(named) { return named }
        return "/tmp"
    }
}
