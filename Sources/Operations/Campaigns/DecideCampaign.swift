package import Commerce

extension Work {
    /// Headquarters lets what was submitted count: from now on, or from its start. A next version takes the place of the one in force.
    /// - Throws: `CampaignRefusal`: `.wrongStatus`, `.noNextVersion`, `.over`.
    package func approveCampaign(_ id: CampaignID) async throws -> CampaignView {
        let row = try await lockCampaign(id)
        let version = try await campaignVersion(id, try row.submittedVersion(.approve))
        var course = CampaignCourse(row)
        try course.putInForce(version, at: now, isOwnMotion: false)
        try await write([course])
        return try await campaignView(course.row)
    }

    /// Headquarters sends what was submitted back to its owner, who may change it and submit it again.
    /// - Throws: `CampaignRefusal`: `.wrongStatus`, `.noNextVersion`.
    package func rejectCampaign(_ id: CampaignID, reason: String) async throws -> CampaignView {
        let row = try await lockCampaign(id)
        let number = try row.submittedVersion(.reject)
        var course = CampaignCourse(row)
        course.change { row in
            row.submittedAt = nil
            row.dueAt = nil
            row.escalatedAt = nil
        }
        let detail: (inout JSONObjectWriter) -> Void = { $0.field("reason", reason) }
        if row.status == .submitted {
            try course.move(.reject, at: now, detail)
        } else {
            course.note(.reject, from: row.status, version: number, detail)
        }
        try await write([course])
        return try await campaignView(course.row)
    }
}

extension CampaignRow {
    fileprivate func submittedVersion(_ step: CampaignStep) throws(CampaignRefusal) -> Int32 {
        guard let number = openVersion, submittedAt != nil else {
            throw status.isInForce ? .noNextVersion(step) : .wrongStatus(step, status)
        }
        return number
    }
}
