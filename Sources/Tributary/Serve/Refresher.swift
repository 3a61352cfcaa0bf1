import Logging
import Synchronization

/// Reads again what other servers changed, however often they say so: at once when there was no reading just before, otherwise once more when
/// the pause after the last one is over, so that whoever spoke last is heard too. A reading that fails is repeated, further and further apart,
/// until it succeeds or the service ends.
final class Refresher<Part: Hashable & Sendable>: Sendable {
    private let pause: Duration
    private let logger: Logger
    private let wait: @Sendable (Duration) async throws -> Void
    private let refresh: @Sendable (Set<Part>) async throws -> Void
    private let wanted = Mutex<Set<Part>>([])
    // Holds one signal: asking ten times while a reading is under way makes one more of it.
    private let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// - Parameters:
    ///   - pause: at least so long from the end of one reading to the start of the next.
    ///   - wait: throws when the task is cancelled.
    ///   - refresh: reads these parts, all that were asked for since the last reading began.
    init(
        pause: Duration, logger: Logger, wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        refresh: @escaping @Sendable (Set<Part>) async throws -> Void
    ) {
        self.pause = pause
        self.logger = logger
        self.wait = wait
        self.refresh = refresh
    }

    /// Returns at once; `run` does the work.
    func ask(for parts: Set<Part>) {
        guard !parts.isEmpty else { return }
        wanted.withLock { $0.formUnion(parts) }
        signal.yield()
    }

    /// Works until its task is cancelled.
    func run() async {
        for await _ in signals {
            var failures = 0
            while !Task.isCancelled {
                let parts = take()
                // A repeated reading has taken them along.
                if parts.isEmpty { break }
                do {
                    try await refresh(parts)
                    break
                } catch {
                    wanted.withLock { $0.formUnion(parts) }
                    if Task.isCancelled { return }
                    failures += 1
                    logger.warning(
                        "What another server changed couldn't be read and is tried again", metadata: ["error": "\(error)", "failures": "\(failures)"])
                    try? await wait(RefreshBackoff.delay(failures: failures))
                }
            }
            try? await wait(pause)
        }
    }

    private func take() -> Set<Part> {
        wanted.withLock { wanted in
            defer { wanted = [] }
            return wanted
        }
    }
}

/// A quarter of a second, doubled with each failure, ten seconds at most.
enum RefreshBackoff {
    static func delay(failures: Int) -> Duration {
        .milliseconds(min(10_000, 250 << min(max(failures, 1) - 1, 6)))
    }
}
