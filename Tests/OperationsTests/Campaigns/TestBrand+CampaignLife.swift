import Commerce
import Operations
import TestSupport

extension TestBrand {
    /// A region's threshold campaign within the standing policy, from the first of January 2026 to the first of March.
    static func sheet(
        owner: String = "R-11", name: String = "满减", offFen: Int64 = 100, budgetFen: Int64? = 100_000, from: String = "2026-01-01T00:00:00Z", to: String = "2026-03-01T00:00:00Z",
        template: String? = nil, sku: String? = nil
    ) throws -> CampaignSheet {
        let scope = sku.map { #""scope":{"skus":["\#($0)"]},"# } ?? ""
        let budget = budgetFen.map { #""amountFen":\#($0)"# } ?? ""
        let made = template.map { #""template":"\#($0)","# } ?? ""
        let text = """
            {"name":"\(name)",\(made)"owner":"\(owner)","component":{"kind":"threshold",\(scope)"tiers":[{"minFen":10000,"offFen":\(offFen)}]},
            "schedule":{"startsAt":"\(from)","endsAt":"\(to)"},"budget":{\(budget)}}
            """
        return try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: owner))
    }

    func make(_ sheet: CampaignSheet, by client: String = "R-11") async throws -> CampaignView {
        try await brand.work(for: try caller(client)) { try await $0.createCampaign(sheet) }
    }

    /// Makes a campaign and submits it.
    func run(_ sheet: CampaignSheet, by client: String = "R-11") async throws -> CampaignView {
        try await submit(try await make(sheet, by: client).id, by: client)
    }

    func submit(_ id: CampaignID, by client: String = "R-11") async throws -> CampaignView {
        try await brand.work(for: try caller(client)) { try await $0.submitCampaign(id) }
    }

    func approve(_ id: CampaignID) async throws -> CampaignView {
        try await brand.work(for: try caller("HQ")) { try await $0.approveCampaign(id) }
    }

    func change(_ text: String) throws -> CampaignChange {
        try CampaignChange(try JSONObject(stored: text))
    }

    func campaign(_ id: CampaignID, as client: String = "HQ") async throws -> CampaignView {
        try await brand.campaign(id, as: try caller(client))
    }

    /// "action from→to by actor", oldest first.
    func trail(_ id: CampaignID) async throws -> [String] {
        let steps = try await brand.campaignAudit(of: id, page: PageRequest(limit: 200), as: try caller("HQ")).items
        return steps.reversed().map { "\($0.action.rawValue) \($0.from?.rawValue ?? "-")→\($0.to.rawValue) v\($0.version) \($0.actor)" }
    }

    /// What orders of R-11 or of R-31 are priced with.
    func priced(_ region: String = "R-11") throws -> [CampaignID] {
        brand.catalog.current.campaigns.candidates(owners: [.headquarters, try caller(region).organization]).map(\.id)
    }

    /// The types of events about an organisation, oldest first.
    func events(about code: String) async throws -> [String] {
        let id = try caller(code).organization.rawValue
        return try await value("SELECT string_agg(type, ' ' ORDER BY id) FROM tributary.outbox WHERE organization_id = \(id) AND type LIKE 'campaign.%'")?
            .split(separator: " ").map(String.init) ?? []
    }
}
