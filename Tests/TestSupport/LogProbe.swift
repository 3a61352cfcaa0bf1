package import Logging
import Synchronization

/// Keeps what is logged, and lets a test wait for a message instead of for a while.
package final class LogProbe: Sendable {
    private struct State {
        var messages: [String] = []
        var waiting: [(message: String, continuation: CheckedContinuation<Void, Never>)] = []
    }
    private let state = Mutex(State())

    package init() {}

    package var logger: Logger {
        Logger(label: "probe") { _ in Handler(probe: self) }
    }

    package var messages: [String] { state.withLock { $0.messages } }

    /// Returns as soon as `message` has been logged, at once when it has been already.
    package func sees(_ message: String) async {
        await withCheckedContinuation { continuation in
            let seen = state.withLock { state in
                if state.messages.contains(message) { return true }
                state.waiting.append((message, continuation))
                return false
            }
            if seen { continuation.resume() }
        }
    }

    private func record(_ message: String) {
        let answered = state.withLock { state in
            state.messages.append(message)
            let answered = state.waiting.filter { $0.message == message }
            state.waiting.removeAll { $0.message == message }
            return answered
        }
        for waiter in answered { waiter.continuation.resume() }
    }

    private struct Handler: LogHandler {
        let probe: LogProbe
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            probe.record(event.message.description)
        }
    }
}
