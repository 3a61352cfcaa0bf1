import Foundation
import Synchronization

/// Hears a program's output until its end, and tells its first line to whoever waits for it.
final class FirstLine: Sendable {
    private struct State {
        var said = ""
        var isOver = false
        var waiting: [CheckedContinuation<String?, Never>] = []

        /// What a waiter is told, when that is known.
        var answer: String?? {
            if let end = said.firstIndex(of: "\n") { return .some(String(said[..<end])) }
            return isOver ? .some(nil) : .none
        }
    }
    private let state = Mutex(State())

    /// A thread of its own reads: a readability handler on Linux leaves the closed descriptor with the dispatch library, which then crashes.
    init(of pipe: Pipe) {
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread { [self] in
            var isOver = false
            while !isOver {
                let more = handle.availableData
                hear(more)
                isOver = more.isEmpty
            }
        }
    }

    /// - Returns: nil when the program ended without having said a line.
    func text() async -> String? {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state in
                if state.answer == nil { state.waiting.append(continuation) }
                return state.answer
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    private func hear(_ more: Data) {
        let (waiting, line): ([CheckedContinuation<String?, Never>], String?) = state.withLock { state in
            if more.isEmpty { state.isOver = true } else if state.answer == nil { state.said += String(decoding: more, as: UTF8.self) }
            guard let answer = state.answer else { return ([], nil) }
            defer { state.waiting = [] }
            return (state.waiting, answer)
        }
        for one in waiting { one.resume(returning: line) }
    }
}
