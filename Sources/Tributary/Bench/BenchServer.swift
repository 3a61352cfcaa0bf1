import Commerce
import Foundation

/// A server process over a schema of its own, and loads against it.
struct BenchServer {
    let process: ChildProcess
    let port: Int
    let readyMilliseconds: Int

    /// The server hears nothing of what the environment says to this program but what this program made of it: it listens on loopback, without
    /// TLS or a replica. The database's URL, which may hold a password, isn't among the arguments that everyone on the machine can list.
    init(deployment: Deployment, schema: String = BenchBrand.schema, tokenSeconds: Int = 3600) throws {
        let start = HTTPLoad.now()
        let settings = deployment.settings
        let flags: [(SettingKey, String)] = [
            (.httpHost, "127.0.0.1"), (.httpPort, "0"), (.schema, schema), (.connections, String(settings.connections)),
            (.schemasDirectory, settings.schemasDirectory), (.seedDemo, "no"), (.allowDemo, "yes"), (.rateLimit, "0"),
            (.tokenSeconds, String(tokenSeconds)), (.queueLength, String(settings.queueLength)), (.batchLength, String(settings.batchLength)),
            (.intakeWriters, String(settings.intakeWriters)), (.logLevel, "warning"),
        ]
        process = try ChildProcess(
            ChildProcess.ownPath, ["serve"] + flags.map { "\($0.flag)=\($1)" },
            environment: [SettingKey.databaseURL.environment: deployment.url], without: SettingKey.all.map(\.environment), quiet: false)
        guard let line = process.line(with: "listens on"), let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw SettingsError("the bench's server didn't start")
        }
        self.port = port
        do {
            let client = try SmallClient(host: "127.0.0.1", port: port)
            while try client.send("GET", "/health/ready").status != 200 {}
        } catch {
            process.end()
            throw error
        }
        readyMilliseconds = Int((HTTPLoad.now() - start) / 1_000_000)
    }

    struct Load: Decodable {
        let milliseconds: Int
        let answers: Int
        let placed: Int
        /// Answers that are no refusal.
        let done: Int
        let p50Microseconds: Int
        let p99Microseconds: Int
        let maxMicroseconds: Int
        let firstProblem: String?

        var perSecond: Double { Double(placed) * 1000 / Double(max(1, milliseconds)) }
        var donePerSecond: Double { Double(done) * 1000 / Double(max(1, milliseconds)) }
    }

    func load(_ mix: OrderRequests.Mix, connections: Int, seconds: Double, rate: Double? = nil, seed: Int) throws -> Load {
        var arguments = [
            "load", "--port=\(port)", "--mix=\(mix.rawValue)", "--connections=\(connections)", "--seconds=\(seconds)", "--seed=\(seed)",
        ]
        if let rate { arguments.append("--rate=\(rate)") }
        let text = try ChildProcess(ChildProcess.ownPath, arguments).finish()
        let load = try JSONDecoder().decode(Load.self, from: Data(text.utf8))
        if let problem = load.firstProblem { StandardOutput.write("    a refusal among the answers: \(problem.prefix(300))\n") }
        return load
    }
}

/// pgbench over the floor's tables, with the same connections.
struct Floor {
    let url: String

    struct Figures {
        let perSecond: Double
        let p50Microseconds: Double
    }

    func run(_ mix: OrderRequests.Mix, connections: Int, seconds: Double) throws -> Figures {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tributary-floor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let script = directory.appendingPathComponent("floor.sql")
        try FloorScript.script(mix).write(to: script, atomically: true, encoding: .utf8)
        let log = directory.appendingPathComponent("log")
        let text = try ChildProcess(
            "/usr/bin/env",
            [
                "pgbench", "-n", "-M", "prepared", "-f", script.path, "-c", String(connections), "-j", String(min(2, connections)), "-T",
                String(Int(seconds)), "-l", "--log-prefix=\(log.path)", url,
            ], environment: ["PGOPTIONS": "-c search_path=\(FloorScript.schema)"]
        ).finish()
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("tps =") }),
            let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw SettingsError("pgbench said nothing of its rate: \(text)") }
        return Figures(perSecond: rate, p50Microseconds: try median(in: directory))
    }

    /// pgbench's log has a line a transaction; the third word is its microseconds.
    private func median(in directory: URL) throws -> Double {
        var all: [Double] = []
        for file in try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil) where file.lastPathComponent.hasPrefix("log.") {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                if words.count > 2, let time = Double(words[2]) { all.append(time) }
            }
        }
        guard !all.isEmpty else { return 0 }
        all.sort()
        return all[all.count / 2]
    }
}
