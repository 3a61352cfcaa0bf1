package import Commerce

extension Work {
    /// No order is priced with it any more, until it is resumed.
    /// - Throws: `CampaignRefusal.wrongStatus`.
    package func pauseCampaign(_ id: CampaignID) async throws -> CampaignView {
        try await moveCampaign(id) { course, now throws(CampaignRefusal) in try course.move(.pause, at: now) }
    }

    /// - Throws: `CampaignRefusal`: `.wrongStatus`; `.over` when its end came meanwhile.
    package func resumeCampaign(_ id: CampaignID) async throws -> CampaignView {
        try await moveCampaign(id) { course, now throws(CampaignRefusal) in
            if course.row.status == .paused, course.row.endsAt <= now { throw .over }
            try course.move(.resume, at: now)
        }
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
