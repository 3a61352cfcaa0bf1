import Foundation

/// A program that the bench starts: waited for, or ended by SIGTERM.
final class ChildProcess {
    private let process = Process()
    private let output = Pipe()
    let arguments: [String]

    /// - Parameters:
    ///   - environment: beside what is inherited.
    ///   - without: what isn't inherited.
    init(_ path: String, _ arguments: [String], environment: [String: String] = [:], without: [String] = [], quiet: Bool = true) throws {
        self.arguments = arguments
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.filter { !without.contains($0.key) }.merging(environment) { _, new in new }
        process.standardOutput = output
        if quiet { process.standardError = FileHandle.nullDevice }
        try Self.withSignalsOpen { try process.run() }
    }

    /// A child inherits the signals that its parent's thread blocks, and the threads of a Swift program block most: pgbench would never hear
    /// the alarm that ends it.
    static func withSignalsOpen(_ body: () throws -> Void) rethrows {
        var open = sigset_t()
        var before = sigset_t()
        sigemptyset(&open)
        pthread_sigmask(SIG_SETMASK, &open, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    var id: Int32 { process.processIdentifier }

    /// Everything it prints until it ends.
    func finish() throws -> String {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw SettingsError("\(arguments.joined(separator: " ")) ended with \(process.terminationStatus): \(text)")
        }
        return text
    }

    /// The first line that holds `mark`; nil when it ends before.
    func line(with mark: String) -> String? {
        var seen = ""
        while true {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            seen += String(decoding: more, as: UTF8.self)
            if let line = seen.split(separator: "\n").first(where: { $0.contains(mark) }) { return String(line) }
        }
    }

    func end() {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    /// Resident memory in kibibytes, by /proc.
    var residentKibibytes: Int? {
        guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return nil }
        return status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }.flatMap { Int($0.filter(\.isNumber)) }
    }

    /// This program itself.
    static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
