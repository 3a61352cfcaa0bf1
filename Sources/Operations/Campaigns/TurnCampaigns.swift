import Commerce
import Postgres

extension Brand {
    /// Moves on what the clock moves: scheduled campaigns whose start has come are live, or paused when their region's limits are others by now,
    /// those whose end has come are ended, and submitted ones that nobody decided on in time are called for again. Pricing looks at schedules by
    /// itself, so that this may come late.
    ///
    /// Two servers that do it at once share the work: what one holds, the other passes over.
    ///
    /// - Returns: how many campaigns were moved on.
    package func turnCampaigns() async throws -> Int {
        var turned = 0
        while !Task.isCancelled {
            let part = try await work(for: .system) { try await $0.turnCampaigns() }
            turned += part
            if part < LockDueCampaigns.part { break }
        }
        return turned
    }
}

extension Work {
    fileprivate func turnCampaigns() async throws -> Int {
        let due = try await run(LockDueCampaigns(at: now))
        let paused = try await pausedBeyondLimits(due.filter { $0.status == .scheduled && $0.startsAt <= now && $0.endsAt > now })
        var courses: [CampaignCourse] = []
        for row in due {
            var course = paused[row.id] ?? CampaignCourse(row)
            if let dueAt = row.dueAt, dueAt <= now, row.escalatedAt == nil {
                course.change { $0.escalatedAt = now }
                course.note(.escalate, from: row.status, version: row.openVersion ?? row.version, isOwnMotion: true) { $0.field("dueAt", dueAt.rfc3339) }
            }
            if row.status.isInForce, row.endsAt <= now {
                try course.end(at: now, isOwnMotion: true)
            } else if row.status == .scheduled, row.startsAt <= now, paused[row.id] == nil {
                try course.move(.start, at: now, isOwnMotion: true)
            }
            courses.append(course)
        }
        try await write(courses)
        return courses.count
    }
}

/// What is due, a part at a time. Whoever holds one of them is moving it on, or will be done before the next time.
private struct LockDueCampaigns: Statement {
    typealias Result = CampaignRow
    static let part = 200
    static let sql = """
        SELECT \(CampaignRow.columns) FROM campaigns c
        WHERE c.status IN ('submitted', 'scheduled', 'live', 'paused')
          AND ((c.status = 'scheduled' AND c.starts_at <= $1) OR (c.status <> 'submitted' AND c.ends_at <= $1)
               OR (c.due_at <= $1 AND c.escalated_at IS NULL))
        ORDER BY c.id LIMIT \(part) FOR NO KEY UPDATE SKIP LOCKED
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}
