import Synchronization

/// Whether this server should be sent requests: it has checked its schema and read its catalogue, and isn't about to end.
package final class Readiness: Sendable {
    package enum Step: String, CaseIterable, Sendable {
        /// The schema is the one this program was built for.
        case migrationsVerified
        /// Catalogue and stock board are in memory.
        case snapshotLoaded
    }

    private let state = Mutex<(done: Set<Step>, isEnding: Bool)>(([], false))

    package init() {}

    package func done(_ step: Step) {
        state.withLock { _ = $0.done.insert(step) }
    }

    /// From now on balancers should look elsewhere; what was accepted is still finished.
    package func end() {
        state.withLock { $0.isEnding = true }
    }

    /// What is missing; empty when nothing is.
    package var missing: [String] {
        state.withLock { state in
            Step.allCases.filter { !state.done.contains($0) }.map(\.rawValue) + (state.isEnding ? ["shuttingDown"] : [])
        }
    }
}
