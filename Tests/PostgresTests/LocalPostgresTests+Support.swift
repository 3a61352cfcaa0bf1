import Foundation
import LocalPostgres
import Logging
import Postgres
import TestSupport
import Testing

extension LocalPostgresTests {
    /// Starts, runs `body`, and stops whether or not it throws.
    static func using(_ local: LocalPostgres, _ body: (String) async throws -> Void) async throws {
        let url = try await local.start()
        do {
            try await body(url)
        } catch {
            try await local.stop()
            throw error
        }
        try await local.stop()
    }

    /// Makes a cluster, commits a row, and forgets the server without stopping it: to the directory that is the same as SIGKILL, since the lock goes with
    /// the last reference and the database runs on.
    /// - Returns: the database's process.
    static func abandon(_ directory: String, keeping number: Int32) async throws -> pid_t {
        let local = LocalPostgres(LocalPostgresConfiguration(directory: directory), logger: LogProbe().logger)
        try await keep(number, at: try await local.start())
        return try postmaster(directory)
    }

    static func postmaster(_ directory: String) throws -> pid_t {
        let text = try String(contentsOfFile: directory + "/pg/postmaster.pid", encoding: .utf8)
        return try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
    }

    /// Commits a row, and returns when that has been acknowledged.
    static func keep(_ number: Int32, at url: String) async throws {
        try await connected(to: url) { try await $0.script("CREATE TABLE kept AS SELECT \(number) AS n") }
    }

    static func kept(at url: String) async throws -> Int32? {
        try await connected(to: url) { try await $0.run(ReadKept()).first }
    }

    static func setting(_ name: String, at url: String) async throws -> String? {
        try await connected(to: url) { try await $0.run(ReadSetting(name: name)).first }
    }

    private static func connected<T: Sendable>(to url: String, _ body: (Connection) async throws -> T) async throws -> T {
        let connection = try await Connection.open(DatabaseConfiguration(url: url, schema: "public"), logger: LogProbe().logger)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    static func name(of path: String) -> String {
        (path as NSString).lastPathComponent
    }
}

private struct ReadKept: Statement {
    typealias Result = Int32
    static let sql = "SELECT n FROM kept"
}

private struct ReadSetting: Statement {
    typealias Result = String
    static let sql = "SELECT current_setting($1)"
    let name: String
    func bind(_ parameters: inout Parameters) { parameters.append(name) }
}
