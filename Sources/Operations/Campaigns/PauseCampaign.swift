package import Commerce

extension Work {
    /// No order is priced with it any more, until it is resumed.
    /// - Throws: `CampaignRefusal.wrongStatus`.
    package func pauseCampaign(_ id: CampaignID) async throws -> CampaignView {
        try await moveCampaign(id) { course, now throws(CampaignRefusal) in try course.move(.pause, at: now) }
    }

    /// A distributor's is held to its region's limits as when it was submitted: they may be others by now.
    /// - Throws: `CampaignRefusal`: `.wrongStatus`; `.over` when its end came meanwhile; `.beyondRegionLimit`.
    package func resumeCampaign(_ id: CampaignID) async throws -> CampaignView {
        let row = try await lockCampaign(id)
        var course = CampaignCourse(row)
        if row.status == .paused, row.endsAt <= now { throw CampaignRefusal.over }
        try course.move(.resume, at: now)
        if row.owner.kind == .distributor { try await checkRegionLimits(of: row.owner, try await campaignVersion(id, row.version).definition) }
        try await write([course])
        return try await campaignView(course.row)
    }

    /// Ends it for good; orders keep what they were given.
    /// - Throws: `CampaignRefusal.wrongStatus`.
    package func endCampaign(_ id: CampaignID) async throws -> CampaignView {
        try await moveCampaign(id) { course, now throws(CampaignRefusal) in try course.end(at: now, isOwnMotion: false) }
    }

    private func moveCampaign(_ id: CampaignID, _ move: (inout CampaignCourse, Instant) throws(CampaignRefusal) -> Void) async throws -> CampaignView {
        var course = CampaignCourse(try await lockCampaign(id))
        try move(&course, now)
        try await write([course])
        return try await campaignView(course.row)
    }
}
