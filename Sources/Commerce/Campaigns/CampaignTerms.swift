/// Whom a campaign is for: buyers at or below one of `organizations`, of one of `tiers` where there are any.
package struct CampaignAudience: Equatable, Sendable {
    package var organizations: [Code]
    /// Empty: every tier.
    package var tiers: [String]

    package init(organizations: [Code], tiers: [String]) {
        self.organizations = organizations
        self.tiers = tiers
    }
}

/// When a campaign is on: from `startsAt` until just before `endsAt`, and within the daily windows where there are any.
package struct CampaignSchedule: Equatable, Sendable {
    /// Minutes of the day in Asia/Shanghai, the end excluded; 24:00 is 1440.
    package struct DailyWindow: Equatable, Sendable {
        package var fromMinute: Int64
        package var toMinute: Int64

        package init(fromMinute: Int64, toMinute: Int64) {
            self.fromMinute = fromMinute
            self.toMinute = toMinute
        }
    }
    package enum Standing: Equatable, Sendable { case notStarted, ended, outsideWindow, on }

    package var startsAt: Instant
    package var endsAt: Instant
    package var dailyWindows: [DailyWindow]

    package func standing(at instant: Instant) -> Standing {
        guard instant >= startsAt else { return .notStarted }
        guard instant < endsAt else { return .ended }
        guard !dailyWindows.isEmpty else { return .on }
        let local = instant.millisecondsSince1970 + Instant.shanghaiOffsetMinutes * 60_000
        let minute = (local - local.floorDivided(by: 86_400_000) * 86_400_000) / 60_000
        return dailyWindows.contains { $0.fromMinute <= minute && minute < $0.toMinute } ? .on : .outsideWindow
    }

    package init(startsAt: Instant, endsAt: Instant, dailyWindows: [DailyWindow]) {
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.dailyWindows = dailyWindows
    }
}

/// How campaigns of one group stand beside each other within a phase. Where those of a group differ, the strictest holds:
/// `exclusive`, then the smaller `best`, then `all`.
package struct CampaignStacking: Equatable, Sendable {
    package enum Mode: Equatable, Sendable {
        /// Only the one that gives this buyer most.
        case exclusive
        /// The so many that give most.
        case best(Int64)
        /// All, higher priority first.
        case all
    }
    package var group: String
    package var mode: Mode
    /// Higher comes first, and of line prices wins whatever it costs.
    package var priority: Int64

    package init(group: String, mode: Mode, priority: Int64) {
        self.group = group
        self.mode = mode
        self.priority = priority
    }
}

/// What a campaign may cost. Nil: no limit. Fen are discount given, money won, rebates posted, bonuses of top-ups and gifts at list price, and points at
/// what they pay; a use is an order that got some or earned some, a draw or box, one time of a top-up, a distributor's rebate.
package struct CampaignBudget: Equatable, Sendable {
    package var amountFen: Int64?
    package var uses: Int64?
    package var perBuyerUses: Int64?
    package var perBuyerFen: Int64?
    package var perDayFen: Int64?
    package var perRegionFen: Int64?

    package static let unlimited = CampaignBudget()

    package init(
        amountFen: Int64? = nil, uses: Int64? = nil, perBuyerUses: Int64? = nil, perBuyerFen: Int64? = nil, perDayFen: Int64? = nil, perRegionFen: Int64? = nil
    ) {
        self.amountFen = amountFen
        self.uses = uses
        self.perBuyerUses = perBuyerUses
        self.perBuyerFen = perBuyerFen
        self.perDayFen = perDayFen
        self.perRegionFen = perRegionFen
    }
}
