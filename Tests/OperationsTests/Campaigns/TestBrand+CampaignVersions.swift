import Commerce
import Operations
import TestSupport

/// Headquarters' campaigns as their lifecycle brings them into force: nobody has to approve them.
extension TestBrand {
    /// From the first of January 2026 to the first of March.
    /// - Parameter windows: JSON.
    func inForce(_ component: String, budget: String = "{}", windows: String = "[]") async throws -> CampaignID {
        let text = #"""
            {"name":"活动","owner":"HQ","component":\#(component),"budget":\#(budget),
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z","dailyWindows":\#(windows)}}
            """#
        return try await run(try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "HQ")), by: "HQ").id
    }

    /// Puts a next version in force that differs by these fields.
    func renew(_ id: CampaignID, _ fields: String) async throws {
        let next = try change(fields)
        _ = try await brand.work(for: try caller("HQ")) { try await $0.prepareNextVersion(of: id, next) }
        _ = try await submit(id, by: "HQ")
    }
}
