import Foundation
import TestSupport

/// The real program serving as a process of its own, over a private cluster or over a given database, so that it can be told to end, or killed.
final class ServerProcess: Sendable {
    let port: Int
    /// `http` or `https`.
    let scheme: String
    private let child: ChildProgram
    private let localDirectory: String?
    private let log: URL

    /// Starts it, waits until it says that it listens, and leaves nothing running afterwards, whatever `body` does: neither the server nor the
    /// database of its private cluster.
    static func with<T>(
        _ arguments: [String], _ variables: [String: String] = [:], isolation: isolated (any Actor)? = #isolation, _ body: (ServerProcess) async throws -> T
    ) async throws -> T {
        let server = try await ServerProcess(arguments, variables)
        do {
            let value = try await body(server)
            await server.bury()
            return value
        } catch {
            await server.bury()
            throw error
        }
    }

    /// Over the database of a test's brand.
    static func with<T>(
        on url: String, _ arguments: [String] = [], isolation: isolated (any Actor)? = #isolation, _ body: (ServerProcess) async throws -> T
    ) async throws -> T {
        try await with(
            ["--database-url=\(url)", "--seed-demo=no", "--schemas-directory=\(Repository.schemas)", "--database-connections=4"] + arguments, [:], body)
    }

    private init(_ arguments: [String], _ variables: [String: String]) async throws {
        let usual = ["--http-port=0", "--rate-limit=0", "--log-level=error"].filter { word in
            !arguments.contains { $0.hasPrefix(String(word.prefix { $0 != "=" }) + "=") }
        }
        localDirectory = arguments.first { $0.hasPrefix("--local-directory=") }.map { String($0.dropFirst("--local-directory=".count)) }
        log = FileManager.default.temporaryDirectory.appendingPathComponent("server-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = Pipe()
        let line = FirstLine(of: output)
        child = try ChildProgram(
            try Self.program(), ["serve"] + usual + arguments, variables, output: output, errors: try FileHandle(forWritingTo: log))
        let child = child
        let said = await withTaskCancellationHandler {
            await line.text()
        } onCancel: {
            child.signal(SIGKILL)
        }
        // "Tributary listens on http://127.0.0.1:8080"
        let address = said?.split(separator: " ").last.map(String.init) ?? ""
        scheme = String(address.prefix { $0 != ":" })
        port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
        if port == 0 {
            let log = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            await bury()
            throw ServerProcessFailure(said: (said ?? "") + log)
        }
    }

    /// Its process.
    var id: Int32 { child.id }

    /// Ends it as by a power cut.
    func kill() async {
        child.signal(SIGKILL)
        await child.ended()
    }

    /// Tells it to end, and waits until it has.
    @discardableResult
    func end() async -> Int32 {
        beginEnding()
        return await child.ended()
    }

    /// Tells it to end, and doesn't wait.
    func beginEnding() { child.signal(SIGTERM) }

    /// Waits for the end that it was told.
    func ended() async -> Int32 { await child.ended() }

    /// Ends the database of its private cluster as by a power cut.
    func killDatabase() {
        if let localDirectory { PrivateDatabase(directory: localDirectory).signal(SIGKILL) }
    }

    private func bury() async {
        await kill()
        if let localDirectory { await PrivateDatabase(directory: localDirectory).bury() }
        try? FileManager.default.removeItem(at: log)
    }

    /// Runs another subcommand to its end.
    static func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        let finished = try await Finished.tributary(arguments)
        return (finished.status, finished.output)
    }

    /// The program that was built with these tests lies beside them. Another one, of another build, proves nothing.
    static func program() throws -> String {
        let tests = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let program = tests.deletingLastPathComponent().appendingPathComponent("tributary").path
        guard FileManager.default.isExecutableFile(atPath: program) else { throw ServerProcessFailure(said: "no program at \(program)") }
        return program
    }
}

struct ServerProcessFailure: Error {
    let said: String
}

/// The PostgreSQL server of a private cluster, known by its pid file.
struct PrivateDatabase {
    let directory: String

    /// - Returns: nil when none runs: its number may have been given to another program since.
    var process: Int32? {
        let file = (try? String(contentsOfFile: directory + "/pg/postmaster.pid", encoding: .utf8)) ?? ""
        guard let id = file.split(separator: "\n").first.flatMap({ Int32($0) }) else { return nil }
        let command = (try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8)) ?? ""
        return command.contains("postgres") && command.contains(directory) ? id : nil
    }

    func signal(_ number: Int32) {
        if let process { kill(process, number) }
    }

    /// Ends it at once, and waits until it has.
    func bury() async {
        while process != nil, !Task.isCancelled {
            signal(SIGQUIT)
            await Task.yield()
        }
        signal(SIGKILL)
    }
}
