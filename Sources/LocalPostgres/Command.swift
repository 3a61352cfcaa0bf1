import Subprocess

/// Runs PostgreSQL's programs as the cluster's own user, with an environment that nothing of the caller's (`PGDATA`, `PGOPTIONS`, a language)
/// leaks into.
struct Command: Sendable {
    let account: Account

    struct Outcome: Sendable {
        let succeeded: Bool
        let output: String
    }

    /// - Returns: whether it exited with 0, and what it printed on either stream (at most 1 MB, more is an error).
    func run(_ program: String, _ arguments: [String], input: String = "") async throws -> Outcome {
        // The user may not be able to read the directory the server was started in, and what it makes is for itself alone.
        let result = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", #"cd / && umask 077 && exec "$@""#, "sh"] + becoming + [program] + arguments),
            environment: environment, input: .string(input), output: .string(limit: 1 << 20), error: .combinedWithOutput)
        return Outcome(succeeded: result.terminationStatus.isSuccess, output: result.standardOutput)
    }

    /// What makes root the cluster's user. Subprocess 1.0.2 could do it by itself, but calls glibc's setuid(2) between clone3(2) and exec, which can
    /// wait for ever for a thread that the child doesn't have.
    private var becoming: [String] {
        guard let current = try? Account.current(), current != account else { return [] }
        return ["setpriv", "--reuid=\(account.uid)", "--regid=\(account.gid)", "--clear-groups", "--"]
    }

    /// - Throws: `commandFailed` with what the program printed.
    @discardableResult
    func succeed(_ program: String, _ arguments: [String], input: String = "") async throws -> String {
        let outcome = try await run(program, arguments, input: input)
        guard outcome.succeeded else {
            let name = program.split(separator: "/").last.map(String.init) ?? program
            throw LocalPostgresError.commandFailed(command: name, detail: String(outcome.output.suffix(4000)))
        }
        return outcome.output
    }

    /// Writes a file as the cluster's user: root following a link that this user planted would be a way up.
    func write(_ text: String, to path: String) async throws {
        try await succeed("sh", ["-c", #"cat >"$1.new" && mv "$1.new" "$1""#, "sh", path], input: text)
    }

    func canEnter(_ directory: String) async throws -> Bool {
        try await run("sh", ["-c", #"cd "$1""#, "sh", directory]).succeeded
    }

    private var environment: Environment {
        var values: [Environment.Key: String] = ["LC_ALL": "C", "TZ": "UTC", "PATH": Files.environment("PATH") ?? "/usr/bin:/bin"]
        values["LD_LIBRARY_PATH"] = Files.environment("LD_LIBRARY_PATH")
        return .custom(values)
    }
}
