import Commerce
import Synchronization

/// What counters were last seen to stand at. A hint: what is decided by it is decided again under lock, or holds only while the counter is far from
/// its limit. It spares orders of a spent gift a second pass, and the intake a look for counters that are there.
final class UsageHints: Sendable {
    /// Buyers and days come and go; what isn't remembered is looked up again.
    private static let limit = 100_000
    private let seen = Mutex<[UsageKey: CampaignUsage]>([:])

    func learn(_ usage: BatchUsage) {
        guard !usage.after.isEmpty else { return }
        seen.withLock { seen in
            if seen.count > Self.limit { seen = [:] }
            seen.merge(usage.after) { $1 }
        }
    }

    /// What is known of these. A counter that was seen is there, unless a version that doesn't count it was in force meanwhile.
    func seen(_ keys: some Sequence<UsageKey>) -> [UsageKey: CampaignUsage] {
        seen.withLock { seen in
            keys.reduce(into: [:]) { found, key in
                if let standing = seen[key] { found[key] = standing }
            }
        }
    }

    /// What was seen isn't there any more.
    func forget(_ keys: some Sequence<UsageKey>) {
        seen.withLock { seen in
            for key in keys { seen[key] = nil }
        }
    }
}
