import Testing

@testable import LocalPostgres

/// What decides without a server: whose a pid file is, which version a program has, how a path is written.
@Suite struct LocalPostgresFilesTests {
    private static let left = Postmaster(pidFile: "4711\n/data/pg\n1732250000\n5432\n/run/tributary\n\n  5432001         3\nready   \n")

    @Test func `a pid file tells the process, the socket's directory and whether it is ready`() throws {
        let postmaster = try #require(Self.left)
        #expect(postmaster.process == 4711)
        #expect(postmaster.socketDirectory == "/run/tributary")
        #expect(postmaster.isReady)
    }

    @Test(arguments: ["", "\n", "x", "0\n/data/pg", "99999999999999999999\n"])
    func `a pid file that was cut short or isn't one names nobody`(text: String) {
        #expect(Postmaster(pidFile: text) == nil)
    }

    @Test func `a starting server isn't ready, and single-user mode's negative number is a process too`() {
        #expect(Postmaster(pidFile: "-12\n/data/pg\n1\n5432\n/run\n\n1 2\nstarting\n")?.isReady == false)
        #expect(Postmaster(pidFile: "-12\n/data/pg\n")?.process == 12)
    }

    @Test(arguments: [
        ([], "a zombie"), (["/usr/bin/vim", "-D", "/"], "another program"), (["postgres: checkpointer "], "a child of some server"),
        (["/usr/lib/postgresql/15/bin/postgres", "-D", "/nowhere/at/all"], "the server of another directory"),
    ])
    func `a pid file whose number was given to something else is stale`(arguments: [String], who: String) throws {
        #expect(Postmaster.judge(try #require(Self.left), arguments: arguments, data: "/") == .stale, "\(who)")
    }

    @Test func `a pid file of this directory's server isn't stale, and one that can't be told is left to the server`() throws {
        let left = try #require(Self.left)
        #expect(Postmaster.judge(left, arguments: ["/opt/pg/bin/postgres", "-D", "/"], data: "/") == .running(left))
        #expect(Postmaster.judge(left, arguments: ["postgres", "-D", "pg"], data: "/") == .unclear)
        #expect(Postmaster.judge(left, arguments: ["postgres"], data: "/") == .unclear)
    }

    @Test(arguments: [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15), ("postgres (PostgreSQL) 17beta1", 17), ("postgres (PostgreSQL) 9.6.24", 9),
        ("sh: 1: not found", nil),
    ])
    func `a major version is read from what the server prints`(text: String, major: Int?) {
        #expect(ServerBinaries.major(ofVersion: text) == major)
    }

    @Test(arguments: ["/tmp/run", "/tmp/with 'quotes'", #"/tmp/back\slash"#, #"/tmp/double"quote"#, "/tmp/a, b", "/tmp/酒"])
    func `a socket's directory is read back as it was written`(directory: String) {
        let files = ServerFiles(socketDirectory: directory, accounts: ["postgres"], extra: [:])
        #expect(ServerFiles.socketDirectory(of: files.settings) == directory)
    }

    @Test func `durability isn't touched unless it is asked for`() {
        let files = ServerFiles(socketDirectory: "/run", accounts: ["a", "b"], extra: LocalPostgresConfiguration(directory: "x").settings)
        for setting in ["fsync", "synchronous_commit", "full_page_writes", "wal_"] { #expect(!files.settings.contains(setting)) }
        #expect(files.authentication.split(separator: "\n").filter { !$0.hasPrefix("#") } == ["local all all peer map=local"])
    }

    @Test(arguments: [(93, true), (94, false)])
    func `a socket's path ends at 107 bytes`(length: Int, fits: Bool) {
        #expect(SocketDirectory.fits("/" + String(repeating: "x", count: length - 1)) == fits)
    }

    @Test func `a directory that others can enter, or that is none, doesn't hold the socket`() throws {
        let account = try Account.current()
        #expect(!SocketDirectory.isSafe("/tmp", for: account))
        #expect(!SocketDirectory.isSafe("/etc/passwd", for: account))
        #expect(!SocketDirectory.isSafe("/nowhere/at/all", for: account))
    }
}
