import Foundation
import Synchronization

@testable import Tributary

/// A program that a test started. Waiting for it blocks no thread: there are only as many for all tests as the machine has processors.
final class ChildProgram: Sendable {
    let id: Int32
    private let exit: ExitStatus
    private let process: Process

    /// - Parameters:
    ///   - variables: beside the inherited ones, of which none is a setting of the program.
    ///   - output: a `FileHandle` or a `Pipe`, as `Process` takes them.
    init(_ program: String, _ arguments: [String], _ variables: [String: String] = [:], in directory: String? = nil, output: Any, errors: FileHandle) throws {
        let process = Process()
        let exit = ExitStatus()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = Self.environment.merging(variables) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        process.terminationHandler = { ended in
            exit.set(ended.terminationReason == .uncaughtSignal ? 128 + ended.terminationStatus : ended.terminationStatus)
        }
        try ChildProcess.withSignalsOpen { try process.run() }
        self.process = process
        self.exit = exit
        id = process.processIdentifier
    }

    var isRunning: Bool { exit.known == nil }

    func signal(_ number: Int32) {
        if isRunning { kill(id, number) }
    }

    /// Waits for its end; a test that is cancelled doesn't wait on.
    /// - Returns: its status, 128 and the number of the signal that ended it.
    @discardableResult
    func ended() async -> Int32 {
        await withTaskCancellationHandler {
            await exit.value()
        } onCancel: {
            signal(SIGKILL)
        }
    }

    /// What is inherited without whatever the program would take for a setting: a developer's `DATABASE_URL` is none of a test's business. Where
    /// PostgreSQL's own programs are stays: that is the machine's.
    private static let environment: [String: String] = {
        let keys = SettingKey.all + ReplayCommand.moreKeys + BenchCommand.moreKeys + SimulatePoolCommand.moreKeys
        let settings = Set(keys.map(\.environment)).subtracting([SettingKey.postgresBin.environment])
        return ProcessInfo.processInfo.environment.filter { !settings.contains($0.key) }
    }()
}

/// How a program ended, for whoever waits for it.
private final class ExitStatus: Sendable {
    private let state = Mutex<(status: Int32?, waiting: [CheckedContinuation<Int32, Never>])>((nil, []))

    var known: Int32? { state.withLock { $0.status } }

    func set(_ status: Int32) {
        let waiting = state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume(returning: status) }
    }

    func value() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }
}
