import Commerce

/// One campaign of a seed: what its owner says of it, without the days, and how far it has come.
struct SeedCampaign: Sendable {
    /// Where it stands once it is seeded.
    enum Stand: String, CaseIterable, Sendable {
        case draft
        /// Submitted; when the policy lets it pass, it is in force.
        case submitted
        /// In force, with headquarters' approval where it needs one.
        case inForce
        case paused
    }

    let owner: Code
    let stand: Stand
    /// From the day of the seed on, by the calendar of Asia/Shanghai; today is 0, yesterday -1.
    let startsInDays: Int64
    let lastsDays: Int64
    /// As the API takes it, but for `startsAt` and `endsAt`.
    let campaign: JSONObject

    /// The object of a file: `owner`, and `campaigns` with `stand`?, `startsInDays`?, `lastsDays` and `campaign` each.
    static func read(_ object: JSONObject) throws -> [SeedCampaign] {
        var form = ObjectForm(object)
        let owner = form.code("owner")
        let campaigns = form.objects("campaigns", 1...100) { entry in
            SeedCampaign(
                owner: owner, stand: entry.has("stand") ? entry.choice("stand", of: Stand.self) : .inForce,
                startsInDays: entry.optionalInt("startsInDays", -365...365) ?? 0, lastsDays: entry.int("lastsDays", 1...365), campaign: readCampaign(&entry))
        }
        try form.finish()
        return campaigns
    }

    private static func readCampaign(_ entry: inout ObjectForm) -> JSONObject {
        guard let value = entry.required("campaign") else { return JSONObject() }
        guard case .object(let campaign) = value else {
            entry.wrongType("campaign", "an object")
            return JSONObject()
        }
        return campaign
    }

    /// Makes it, and leads it to where it is to stand.
    func make(by work: Work, approvedBy headquarters: Work) async throws {
        var made = try await work.createCampaign(try CampaignSheet(dated(from: work.now), owner: owner))
        guard stand != .draft else { return }
        made = try await work.submitCampaign(made.id)
        guard stand != .submitted else { return }
        if made.status == .submitted { made = try await headquarters.approveCampaign(made.id) }
        if stand == .paused { _ = try await work.pauseCampaign(made.id) }
    }

    /// With its days: whole ones, from midnight to midnight.
    private func dated(from now: Instant) -> JSONObject {
        let today = Int64(now.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970)
        func midnight(_ days: Int64) -> JSONValue {
            let minutes = (today + days) * 1440 - Instant.shanghaiOffsetMinutes
            return .string(Instant(millisecondsSince1970: 0).adding(minutes: minutes).rfc3339)
        }
        var schedule = JSONObject()
        if case .object(let said)? = campaign["schedule"] { schedule = said }
        schedule.put(midnight(startsInDays), named: "startsAt")
        schedule.put(midnight(startsInDays + lastsDays), named: "endsAt")
        var dated = campaign
        dated.put(.object(schedule), named: "schedule")
        return dated
    }
}
