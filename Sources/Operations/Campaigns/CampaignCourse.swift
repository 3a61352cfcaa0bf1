import Commerce
import Postgres

/// One campaign on its way through a work: its row, and what is to be told of each step in its trail.
struct CampaignCourse: Sendable {
    struct Entry: Sendable {
        let step: CampaignStep
        let from: CampaignStatus?
        let to: CampaignStatus
        let version: Int32
        /// Whether nobody asked for it: a policy, or the clock.
        let isOwnMotion: Bool
        /// JSON.
        let detail: String
    }

    private(set) var row: CampaignRow
    private(set) var entries: [Entry] = []
    /// What a version limits that took another's place; nil when none did.
    private(set) var nextLimits: CampaignLimits?

    init(_ row: CampaignRow) {
        self.row = row
    }

    /// Made just now.
    init(new row: CampaignRow) {
        self.row = row
        note(.create, from: nil, version: row.version)
    }

    mutating func change(_ body: (inout CampaignRow) -> Void) {
        body(&row)
    }

    /// Moves the campaign on by the table of steps.
    /// - Throws: `CampaignRefusal.wrongStatus`.
    mutating func move(_ step: CampaignStep, at now: Instant, isOwnMotion: Bool = false, _ detail: (inout JSONObjectWriter) -> Void = { _ in }) throws(CampaignRefusal) {
        let from = row.status
        row.status = try from.after(step, startsLater: row.startsAt > now)
        note(step, from: from, version: row.openVersion ?? row.version, isOwnMotion: isOwnMotion, detail)
    }

    /// A step of a next version, beside which the one in force stays as it is.
    mutating func note(
        _ step: CampaignStep, from: CampaignStatus?, version: Int32, isOwnMotion: Bool = false, _ detail: (inout JSONObjectWriter) -> Void = { _ in }
    ) {
        entries.append(
            Entry(
                step: step, from: from, to: row.status, version: version, isOwnMotion: isOwnMotion,
                detail: String(decoding: JSONWriter.object(detail), as: UTF8.self)))
    }

    /// What was submitted is approved and counts: from now on, or from its start.
    /// - Throws: `CampaignRefusal.over` when its end has come.
    mutating func putInForce(_ version: CampaignVersion, at now: Instant, isOwnMotion: Bool) throws(CampaignRefusal) {
        guard version.definition.schedule.endsAt > now else { throw .over }
        if row.status == .submitted {
            try move(.approve, at: now, isOwnMotion: isOwnMotion)
        } else {
            row.version = version.version
            row.nextVersion = nil
            row.take(version.definition, templateVersion: version.templateVersion)
            nextLimits = CampaignLimits(version.definition)
            note(.approve, from: row.status, version: row.version, isOwnMotion: isOwnMotion)
        }
        clearSubmission()
        let startsLater = row.startsAt > now
        if row.status == .approved || (row.status == .live && startsLater) || (row.status == .scheduled && !startsLater) {
            try move(startsLater ? .schedule : .start, at: now, isOwnMotion: true)
        }
    }

    mutating func clearSubmission() {
        row.submittedAt = nil
        row.dueAt = nil
        row.escalatedAt = nil
    }

    /// Ends it, and drops a next version that was in preparation.
    mutating func end(at now: Instant, isOwnMotion: Bool) throws(CampaignRefusal) {
        row.nextVersion = nil
        clearSubmission()
        try move(.end, at: now, isOwnMotion: isOwnMotion)
    }
}

extension Work {
    /// Writes where campaigns came to, with their trail and events, and has the snapshot read again when orders are priced otherwise.
    func write(_ courses: [CampaignCourse]) async throws {
        let entries = courses.flatMap { course in course.entries.map { (course.row, $0) } }
        guard !entries.isEmpty else { return }
        let ids = try await brand.ids.take(entries.count, in: transaction)
        _ = try await run(UpdateCampaigns(rows: courses.map(\.row)), InsertCampaignAudit(ids: ids, entries: entries, caller: caller, at: now))
        try await recountUsage(courses.compactMap { course in course.nextLimits.map { (course.row.id, $0) } })
        try await openAndCloseDraws(entries.map { ($0.0, $0.1.step) })
        for (row, entry) in entries {
            if entry.step.changesPricing { changed(.campaigns) }
            guard let type = EventType(of: entry) else { continue }
            try await emit(type, about: row.owner) { json in
                json.field("campaign", row.id.external)
                json.field("name", row.name)
                json.field("kind", row.kind.rawValue)
                json.field("version", entry.version)
                json.field("status", entry.to.rawValue)
            }
        }
    }
}

extension CampaignStep {
    fileprivate var changesPricing: Bool {
        switch self {
        case .create, .change, .rebase, .version, .submit, .reject, .escalate: false
        case .approve, .schedule, .start, .pause, .resume, .end: true
        }
    }
}

extension EventType {
    fileprivate init?(of entry: CampaignCourse.Entry) {
        switch entry.step {
        case .submit: self = .campaignSubmitted
        case .approve: self = .campaignApproved
        case .reject: self = .campaignRejected
        case .escalate: self = .campaignEscalated
        case .start: self = .campaignLive
        case .resume where entry.to == .live: self = .campaignLive
        case .pause: self = .campaignPaused
        case .end: self = .campaignEnded
        case .create, .change, .rebase, .version, .schedule, .resume: return nil
        }
    }
}

/// By "system" what nobody asked for.
private struct InsertCampaignAudit: Statement {
    static let sql = """
        INSERT INTO campaign_audit (id, campaign_id, at, organization_id, version, actor, action, from_status, to_status, detail)
        SELECT i, c, $1, o, v, a, s, f, t, d
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
            AS u (i, c, o, v, a, s, f, t, d)
        """
    let ids: [Int64]
    let entries: [(CampaignRow, CampaignCourse.Entry)]
    let caller: Caller
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        func by(_ entry: CampaignCourse.Entry) -> Caller { entry.isOwnMotion ? .system : caller }
        parameters.append(Timestamp(at))
        parameters.append(ids)
        parameters.append(entries.map(\.0.id.rawValue))
        parameters.append(entries.map { by($0.1).organization.rawValue })
        parameters.append(entries.map(\.1.version))
        parameters.append(entries.map { by($0.1).clientID })
        parameters.append(entries.map(\.1.step.rawValue))
        parameters.append(entries.map(\.1.from?.rawValue))
        parameters.append(entries.map(\.1.to.rawValue))
        parameters.append(entries.map(\.1.detail))
    }
}
