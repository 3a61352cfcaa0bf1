import Logging

/// A running cluster and the locks that keep other servers from it.
struct Started: Sendable {
    let cluster: Cluster
    let locks: [DirectoryLock]

    /// Locks the directory, finds the user, the place and the programs, makes the cluster when there is none, and brings it up.
    static func begin(_ configuration: LocalPostgresConfiguration, logger: Logger) async throws -> Started {
        try Files.makeDirectory(configuration.directory)
        let directory = try Files.resolve(configuration.directory)
        let account = try Account.running(directory, existingOwner: Home.existingOwner(directory))
        var locks = [try DirectoryLock(directory: directory)]
        let command = Command(account: account)
        let home = try await Home.find(for: directory, command: command, logger: logger)
        // Two directories may link to one home, when one was copied.
        if home.base != directory { locks.append(try DirectoryLock(directory: home.base)) }
        let binaries = try await ServerBinaries.find(
            configured: configuration.binaries ?? Files.environment("POSTGRES_BIN"), wanted: Cluster.majorVersion(in: home), command: command)
        let lastUsed = Files.read(home.data + "/" + ServerFiles.include).flatMap(ServerFiles.socketDirectory)
        let socket = try await SocketDirectory.prepare(home: home, lastUsed: lastUsed, command: command)
        if socket.isTemporary {
            logger.notice(
                "The local directory's path is too long for a Unix socket (107 bytes), so the socket lies elsewhere",
                metadata: ["local": "\(directory)", "socket": "\(socket.path)"])
        }
        let accounts = Set([account.name, try Account.current().name]).sorted()
        let cluster = Cluster(
            home: home, binaries: binaries, command: command, socketDirectory: socket.path,
            files: ServerFiles(socketDirectory: socket.path, accounts: accounts, extra: configuration.settings), logger: logger)
        try await cluster.initializeIfNeeded()
        try await cluster.bringUp()
        logger.info("The local database is ready", metadata: ["directory": "\(home.data)", "socket": "\(socket.path)"])
        return Started(cluster: cluster, locks: locks)
    }
}
