import Logging

/// One data directory with the programs, the user and the files it is run with. The caller holds the directory's lock.
struct Cluster: Sendable {
    let home: Home
    let binaries: ServerBinaries
    let command: Command
    let socketDirectory: String
    let files: ServerFiles
    let logger: Logger

    static let database = "tributary"

    /// Adopts the server that a killed process left running when it answers and runs as this one would; else ends it and starts anew.
    func bringUp() async throws {
        if case .running(let postmaster) = Postmaster.liveness(of: home.data) {
            if try await isAdoptable(postmaster) {
                logger.notice("Adopted the running local database", metadata: ["process": "\(postmaster.process)"])
                return
            }
            logger.notice("Restarting the local database that was left running", metadata: ["process": "\(postmaster.process)"])
            try await stop()
        }
        try await clearStale()
        try await write(files, to: home.data)
        try await start()
    }

    /// Ends the server: sessions are rolled back and a checkpoint written. One that doesn't end in a minute is cut off as by a crash, which
    /// its next start recovers from.
    func stop() async throws {
        let arguments = ["stop", "-D", home.data, "-w", "-s"]
        let fast = try await command.run(binaries.pgCtl, arguments + ["-m", "fast", "-t", "60"])
        if fast.succeeded { return }
        guard case .running = Postmaster.liveness(of: home.data) else { return }
        logger.warning("The local database didn't stop in time; cutting it off", metadata: ["detail": "\(fast.output)"])
        try await command.succeed(binaries.pgCtl, arguments + ["-m", "immediate", "-t", "60"])
    }

    var isRunning: Bool {
        if case .running = Postmaster.liveness(of: home.data) { true } else { false }
    }

    private func isAdoptable(_ postmaster: Postmaster) async throws -> Bool {
        guard postmaster.isReady, postmaster.socketDirectory == socketDirectory else { return false }
        let written = ServerFiles(
            settings: Files.read(home.data + "/" + ServerFiles.include), authentication: Files.read(home.data + "/pg_hba.conf"),
            identities: Files.read(home.data + "/pg_ident.conf"))
        guard written == files else { return false }
        return try await command.run(
            binaries.pgIsReady, ["-q", "-t", "5", "-h", socketDirectory, "-p", "\(SocketDirectory.port)", "-d", Self.database, "-U", ServerFiles.user]
        ).succeeded
    }

    /// A killed server leaves its pid file and socket, and for a moment the processes of its sessions.
    private func clearStale() async throws {
        if Postmaster.liveness(of: home.data) == .stale { Files.remove(home.data + "/postmaster.pid") }
        SocketDirectory.clear(socketDirectory)
    }

    private func write(_ files: ServerFiles, to data: String) async throws {
        try await command.write(files.settings, to: data + "/" + ServerFiles.include)
        try await command.write(files.authentication, to: data + "/pg_hba.conf")
        try await command.write(files.identities, to: data + "/pg_ident.conf")
    }

    /// `pg_ctl` puts the server into a session of its own, so that Ctrl-C in a terminal ends this process first. It waits for
    /// recovery: ten minutes is room for any WAL that the default `max_wal_size` lets gather.
    private func start() async throws {
        if Files.size(home.log) > 16 << 20 { try Files.rename(home.log, to: home.log + ".1") }
        let start = ["start", "-D", home.data, "-l", home.log, "-w", "-s", "-t", "600"]
        for attempt in 1...20 {
            let logged = Files.size(home.log)
            let outcome = try await command.run(binaries.pgCtl, start)
            if outcome.succeeded { return }
            let detail = outcome.output + (Files.read(home.log, last: min(8000, max(0, Files.size(home.log) - logged))) ?? "")
            // Sessions of a server that was killed hold its shared memory until they notice.
            guard attempt < 20, detail.contains("still in use") else {
                throw LocalPostgresError.commandFailed(command: "pg_ctl start", detail: detail)
            }
            logger.notice("Waiting for processes of a killed local database to end")
            try await endOrphans()
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Ends what works in the data directory though no server does.
    private func endOrphans() async throws {
        let script = #"for p in /proc/[0-9]*; do [ "$(readlink "$p/cwd" 2>/dev/null)" = "$1" ] && kill -QUIT "${p#/proc/}"; done; :"#
        try await command.succeed("sh", ["-c", script, "sh", home.data])
    }
}
