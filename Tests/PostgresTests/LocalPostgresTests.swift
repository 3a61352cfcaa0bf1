import Foundation
import LocalPostgres
import Logging
import Postgres
import TestSupport
import Testing

/// A private cluster with its default, durable settings, made anew by each test.
@Suite struct LocalPostgresTests {
    @Test func `a new cluster flushes what it commits and listens on nothing but its socket`() async throws {
        try await TemporaryDirectory.with { directory in
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)) { url in
                for (setting, value) in [("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"), ("listen_addresses", "")] {
                    let current = try await Self.setting(setting, at: url)
                    #expect(current == value, "\(setting)")
                }
            }
        }
    }

    @Test func `a second server on the same directory is refused, and told by whom it is used`() async throws {
        try await TemporaryDirectory.with { directory in
            let first = LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)
            try await Self.using(first) { _ in
                let second = LocalPostgres(LocalPostgresConfiguration(directory: directory + "/../" + Self.name(of: directory)), logger: LogProbe().logger)
                await #expect(throws: LocalPostgresError.inUse(directory: directory, process: getpid())) { try await second.start() }
            }
            // And once the first is gone it is free.
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)) { _ in }
        }
    }

    @Test func `a database that outlived its server is adopted with what was committed`() async throws {
        try await TemporaryDirectory.with { directory in
            let before = try await Self.abandon(directory, keeping: 7)
            let probe = LogProbe()
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: probe.logger)) { url in
                let kept = try await Self.kept(at: url)
                #expect(kept == 7)
                let now = try Self.postmaster(directory)
                #expect(now == before)
                #expect(probe.messages.contains("Adopted the running local database"))
            }
        }
    }

    @Test func `a database that outlived its server is restarted when it was configured otherwise`() async throws {
        try await TemporaryDirectory.with { directory in
            let before = try await Self.abandon(directory, keeping: 7)
            var configuration = LocalPostgresConfiguration(directory: directory)
            configuration.settings["max_connections"] = "37"
            try await Self.using(LocalPostgres(configuration, logger: LogProbe().logger)) { url in
                let current = try await Self.setting("max_connections", at: url)
                #expect(current == "37")
                let kept = try await Self.kept(at: url)
                #expect(kept == 7)
                let now = try Self.postmaster(directory)
                #expect(now != before)
            }
        }
    }

    @Test func `what was committed is there after server and database were killed`() async throws {
        try await TemporaryDirectory.with { directory in
            let killed = try await Self.abandon(directory, keeping: 7)
            #expect(kill(killed, SIGKILL) == 0)
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)) { url in
                let kept = try await Self.kept(at: url)
                #expect(kept == 7)
                let now = try Self.postmaster(directory)
                #expect(now != killed)
            }
        }
    }

    @Test func `left-over files that name a live process of somebody else don't keep the database from starting`() async throws {
        try await TemporaryDirectory.with { directory in
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)) { _ in }
            let claim = "\(getpid())\n\(directory)/pg\n1\n5432\n\(directory)/run\n"
            try (claim + "\n  1 2\nready   \n").write(toFile: directory + "/pg/postmaster.pid", atomically: false, encoding: .utf8)
            try claim.write(toFile: directory + "/run/.s.PGSQL.5432.lock", atomically: false, encoding: .utf8)
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)) { url in
                let current = try await Self.setting("port", at: url)
                #expect(current == "5432")
            }
        }
    }

    @Test func `a database that is killed under a running server comes back with what was committed`() async throws {
        try await TemporaryDirectory.with { directory in
            let probe = LogProbe()
            let local = LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: probe.logger)
            let url = try await local.start()
            let service = Task { try await local.run() }
            try await Self.keep(7, at: url)
            #expect(kill(try Self.postmaster(directory), SIGKILL) == 0)
            await probe.sees("The local database is back")
            let kept = try await Self.kept(at: url)
            #expect(kept == 7)
            service.cancel()
            try await service.value
            #expect(LocalPostgres.running(in: directory) == nil)
        }
    }

    @Test func `a path too long for a socket is got around, and it is said`() async throws {
        try await TemporaryDirectory.with { directory in
            var sockets: [String] = []
            let long = directory + "/" + String(repeating: "长", count: 35)
            let probe = LogProbe()
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: long), logger: probe.logger)) { url in
                let current = try await Self.setting("port", at: url)
                #expect(current == "5432")
                #expect(LocalPostgres.running(in: long) == url)
                #expect(probe.messages.contains { $0.contains("too long for a Unix socket") })
                let setting = try await Self.setting("unix_socket_directories", at: url)
                let socket = try #require(setting)
                #expect(!socket.contains(directory))
                sockets.append(socket.filter { $0 != "\"" })
            }
            sockets.forEach(TemporaryDirectory.remove)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root runs the database as somebody else"))
    func `root's closed home makes the data lie elsewhere, and it is said`() async throws {
        try await TemporaryDirectory.with { directory in
            let home = directory + "/home"
            #expect(mkdir(home, 0o700) == 0)
            let probe = LogProbe()
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: home + "/local"), logger: probe.logger)) { url in
                try await Self.keep(7, at: url)
            }
            try await Self.using(LocalPostgres(LocalPostgresConfiguration(directory: home + "/local"), logger: LogProbe().logger)) { url in
                let kept = try await Self.kept(at: url)
                #expect(kept == 7)
            }
            #expect(probe.messages.contains { $0.contains("its data lies elsewhere") })
            let data = try #require(realpath(home + "/local/pg", nil).map { String(cString: $0) })
            #expect(!data.hasPrefix(home))
            TemporaryDirectory.remove(String(data.dropLast("/pg".count)))
        }
    }
}
