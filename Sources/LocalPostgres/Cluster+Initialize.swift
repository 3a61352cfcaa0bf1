import Logging

extension Cluster {
    /// The major version of the cluster in `home`, nil when there is none.
    static func majorVersion(in home: Home) -> Int? {
        Files.read(home.data + "/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
    }

    /// Makes the cluster when there is none: in a directory of another name, renamed when it is whole, so that one whose making was cut short
    /// is made again instead of being opened.
    ///
    /// The collation is C: comparing bytes is fastest, never changes with an upgrade of the C library (which would break indexes), and lets
    /// `LIKE 'prefix%'` use them. Characters are those of UTF-8, so that trigrams of Chinese text are letters.
    func initializeIfNeeded() async throws {
        guard Self.majorVersion(in: home) == nil else { return }
        logger.info("Making the local database", metadata: ["directory": "\(home.data)", "user": "\(command.account.name)"])
        let new = home.newData
        if Files.status(new) != nil {
            try Files.give(new, to: command.account)
            try await command.succeed("find", [new, "-mindepth", "1", "-delete"])
        } else {
            try Files.makePrivateDirectory(new, for: command.account)
        }
        try await command.succeed(
            binaries.initdb,
            ["-D", new, "-U", ServerFiles.user, "-E", "UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--auth=peer", "--no-instructions"])
        try await command.succeed("sh", ["-c", #"printf "\ninclude '%s'\n" "$1" >>"$2/postgresql.conf""#, "sh", ServerFiles.include, new])
        try await command.write("", to: new + "/" + ServerFiles.include)
        // Single-user mode needs no server; a failed statement ends it with an error instead of a message.
        try await command.succeed(
            binaries.postgres, ["--single", "-D", new, "-c", "exit_on_error=true", "postgres"], input: "CREATE DATABASE \(Self.database)\n")
        try Files.rename(new, to: home.data)
    }
}
