/// Where a campaign stands. What happens to it leads from one to the next by one table, `after`.
///
///     draft → submitted → approved → scheduled → live ⇄ paused → ended
///       ↑_______|  rejected
///
/// `approved` is passed through: what is approved is at once scheduled, or live when its time has come.
package enum CampaignStatus: String, CaseIterable, Sendable {
    case draft, submitted, approved, scheduled, live, paused, ended

    /// Whether the organisations below its owner see it.
    package var isPublished: Bool {
        switch self {
        case .draft, .submitted: false
        case .approved, .scheduled, .live, .paused, .ended: true
        }
    }

    /// Whether it counts, or will: it is changed by a next version only, which goes through approval as the first did.
    package var isInForce: Bool {
        switch self {
        case .scheduled, .live, .paused: true
        case .draft, .submitted, .approved, .ended: false
        }
    }

    /// Whether orders are priced with it. Its schedule decides when: one that is scheduled may be on already for an instant.
    package var isPriced: Bool { self == .scheduled || self == .live }
}

/// What happens to a campaign; each is a row of its audit trail.
package enum CampaignStep: String, CaseIterable, Sendable {
    case create, change
    /// It takes the latest version of its template.
    case rebase
    /// A next version of one that is in force is made or changed.
    case version
    case submit, approve, reject
    /// It waits for its start.
    case schedule
    case start
    case pause, resume, end
    /// It waited for a decision beyond its due time.
    case escalate
}

extension CampaignStatus {
    /// The table: where a step leads.
    ///
    /// - Parameter startsLater: whether the campaign's start is still to come: a resumed one then waits for it.
    /// - Throws: `CampaignRefusal.wrongStatus` when the campaign isn't there yet, or is past it.
    package func after(_ step: CampaignStep, startsLater: Bool = false) throws(CampaignRefusal) -> CampaignStatus {
        switch (self, step) {
        case (.draft, .create), (.draft, .change), (.draft, .rebase): return .draft
        case (.draft, .submit): return .submitted
        case (.submitted, .approve): return .approved
        case (.submitted, .reject): return .draft
        case (.submitted, .escalate): return .submitted
        // A live one whose next version starts later waits again.
        case (.approved, .schedule), (.live, .schedule): return .scheduled
        case (.approved, .start), (.scheduled, .start): return .live
        case (.scheduled, .pause), (.live, .pause): return .paused
        case (.paused, .resume): return startsLater ? .scheduled : .live
        case (.approved, .end), (.scheduled, .end), (.live, .end), (.paused, .end): return .ended
        // A next version goes through its steps beside the one in force, whose status they leave alone.
        case (_, .version) where isInForce: return self
        default: throw .wrongStatus(step, self)
        }
    }
}
