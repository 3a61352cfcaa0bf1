import Commerce
import Synchronization

/// What counters were last seen to stand at. A hint: what is decided by it is decided again under lock. It spares orders of a spent gift
/// a second pass, and the intake a look for counters that are there.
final class UsageHints: Sendable {
    /// Buyers and days come and go; what isn't remembered is looked up again.
    private static let limit = 100_000
    private let seen = Mutex<[UsageKey: CampaignUsage]>([:])

    func learn(_ usage: LockedUsage) {
        guard !usage.after.isEmpty else { return }
        seen.withLock { seen in
            if seen.count > Self.limit { seen = [:] }
            seen.merge(usage.after) { $1 }
        }
    }

    /// Keys that were never seen. Those seen are there, unless a version that doesn't count them was in force meanwhile.
    func unknown(_ keys: [UsageKey]) -> [UsageKey] {
        seen.withLock { seen in keys.filter { seen[$0] == nil } }
    }

    /// What was seen isn't there any more.
    func forget(_ keys: [UsageKey]) {
        seen.withLock { seen in
            for key in keys { seen[key] = nil }
        }
    }

    func left(of campaigns: [LiveCampaign], buyer: OrganizationID, day: Int32) -> [Code: CampaignAllowance] {
        guard !campaigns.isEmpty else { return [:] }
        return seen.withLock { seen in
            Dictionary(
                campaigns.map { live in
                    (live.campaign.id, live.campaign.facts.limits.allowance(of: live.id, buyer: buyer, day: day) { seen[$0] ?? CampaignUsage() })
                }
            ) { first, _ in first }
        }
    }
}
