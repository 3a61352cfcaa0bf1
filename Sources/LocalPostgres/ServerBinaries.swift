/// Where the server's programs are, and their major version.
struct ServerBinaries: Equatable, Sendable {
    static let oldestMajor = 15
    static let programs = ["initdb", "pg_ctl", "pg_isready", "postgres"]

    let directory: String
    let major: Int

    var initdb: String { directory + "/initdb" }
    var pgCtl: String { directory + "/pg_ctl" }
    var pgIsReady: String { directory + "/pg_isready" }
    var postgres: String { directory + "/postgres" }

    /// Looks through `configured` alone when it is given; else through Debian's directories, newest first, then `PATH`.
    /// - Parameter wanted: the major version that made an existing cluster; another can't open it.
    /// - Throws: `noServer`, naming the places that were searched.
    static func find(configured: String?, wanted: Int?, command: Command) async throws -> ServerBinaries {
        let places = configured.map { [$0] } ?? (debian() + (Files.environment("PATH") ?? "").split(separator: ":").map(String.init))
        for place in places where programs.allSatisfy({ Files.isExecutable(place + "/" + $0) }) {
            let outcome = try await command.run(place + "/postgres", ["--version"])
            guard outcome.succeeded, let major = major(ofVersion: outcome.output) else { continue }
            if let wanted, wanted != major { continue }
            if major >= oldestMajor { return ServerBinaries(directory: place, major: major) }
        }
        throw LocalPostgresError.noServer(wantedMajor: wanted, searched: places)
    }

    /// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15, `postgres (PostgreSQL) 17beta1` is 17.
    static func major(ofVersion text: String) -> Int? {
        guard let marker = text.firstRange(of: "(PostgreSQL) ") else { return nil }
        return Int(text[marker.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }

    private static func debian() -> [String] {
        let root = "/usr/lib/postgresql"
        return Files.names(in: root).compactMap(Int.init).filter { $0 >= oldestMajor }.sorted(by: >).map { "\(root)/\($0)/bin" }
    }
}
