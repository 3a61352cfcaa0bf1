import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestSupport

/// The real program as a process of its own, over a private cluster or over a given database, so that it can be killed.
final class ServerProcess: Sendable {
    let port: Int
    let id: Int32
    // nonisolated(unsafe): Foundation's Process isn't Sendable; it is only waited for and signalled here, by one test.
    nonisolated(unsafe) private let process: Process

    /// Starts it and waits until it says that it listens.
    init(_ arguments: [String]) throws {
        process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: try Self.program())
        process.arguments = ["serve", "--http-port=0", "--rate-limit=0", "--log-level=error"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        id = process.processIdentifier
        var said = ""
        while !said.contains("\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw ServerProcessFailure(said: said) }
            said += String(decoding: more, as: UTF8.self)
        }
        guard let port = said.split(separator: "\n").first?.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw ServerProcessFailure(said: said)
        }
        self.port = port
    }

    func kill() {
        Foundation.kill(id, SIGKILL)
        process.waitUntilExit()
    }

    func end() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Runs another subcommand to its end.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: try program())
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// The program lies beside the tests that were built with it.
    static func program() throws -> String {
        var directory = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).deletingLastPathComponent()
        for bundle in Bundle.allBundles + [Bundle.main] where bundle.bundlePath.contains(".build") {
            directory = URL(fileURLWithPath: bundle.bundlePath).deletingLastPathComponent()
        }
        let candidates = [
            directory.appendingPathComponent("tributary").path, Repository.root + "/.build/debug/tributary", Repository.root + "/.build/release/tributary",
        ]
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw ServerProcessFailure(said: "no program at \(candidates)")
        }
        return found
    }
}

struct ServerProcessFailure: Error {
    let said: String
}

extension ServerProcess {
    struct Answer {
        let status: Int
        let retryAfter: String?
        let body: [String: Any]
    }

    /// - Returns: nil when the connection broke, so that nobody knows what became of the request.
    func send(_ method: String, _ path: String, token: String? = nil, key: String? = nil, body: String? = nil, form: Bool = false) async throws -> Answer? {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .init(rawValue: method)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let body {
            request.headers.add(name: "Content-Type", value: form ? "application/x-www-form-urlencoded" : "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            let bytes = try await response.body.collect(upTo: 4 << 20)
            let object = try? JSONSerialization.jsonObject(with: Data(bytes.readableBytesView))
            return Answer(
                status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"), body: object as? [String: Any] ?? [:])
        } catch {
            return nil
        }
    }

    func token(_ client: String) async throws -> String {
        let answer = try await send(
            "POST", "/oauth/token", body: "grant_type=client_credentials&client_id=\(client)&client_secret=demo", form: true)
        guard let token = answer?.body["access_token"] as? String else { throw ServerProcessFailure(said: "no token for \(client)") }
        return token
    }
}
