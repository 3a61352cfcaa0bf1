package import Commerce
import Postgres

extension Work {
    /// How long headquarters has for a decision before it is called for again.
    private static let decisionMinutes: Int64 = 48 * 60

    /// Submits a draft, or the next version of a campaign in force. What keeps within headquarters' policy, or is headquarters' own, is approved
    /// at once and counts from its start; anything else waits for a decision. A distributor's, which it pays for itself, waits for nobody: it is
    /// within what its region lets it do, or refused.
    ///
    /// - Throws: `CampaignRefusal`: `.wrongStatus`, `.noNextVersion`, `.over`, `.beyondRegionLimit`.
    package func submitCampaign(_ id: CampaignID) async throws -> CampaignView {
        let row = try await lockCampaign(id)
        guard let number = row.openVersion, row.submittedAt == nil else {
            throw row.status.isInForce ? CampaignRefusal.noNextVersion(.submit) : .wrongStatus(.submit, row.status)
        }
        let version = try await campaignVersion(id, number)
        guard version.definition.schedule.endsAt > now else { throw CampaignRefusal.over }
        var reasons: [ApprovalReason] = []
        switch row.owner.kind {
        case .headquarters, .store: break
        case .region: reasons = try await approvalReasons(for: version.definition)
        case .distributor: try await checkRegionLimits(of: row.owner, version.definition)
        }
        var course = CampaignCourse(row)
        course.change { row in
            row.submittedAt = now
            row.dueAt = now.adding(minutes: Self.decisionMinutes)
            row.escalatedAt = nil
        }
        let detail: (inout JSONObjectWriter) -> Void = { json in
            json.array("reasons", reasons) { json, reason in
                json.field("code", reason.code)
                json.field("detail", reason.detail)
            }
        }
        if row.status == .draft {
            try course.move(.submit, at: now, detail)
        } else {
            course.note(.submit, from: row.status, version: number, detail)
        }
        if reasons.isEmpty { try course.putInForce(version, at: now, isOwnMotion: true) }
        try await write([course])
        return try await campaignView(course.row)
    }

    /// Why headquarters must look at it; nothing when the policy in force lets it pass.
    private func approvalReasons(for definition: CampaignDefinition) async throws -> [ApprovalReason] {
        let policy = try await run(LoadApprovalPolicy())[0].policy
        let skus = try await run(ReadApprovalGoods(codes: definition.skus.union(policy.requiresApprovalSKUs)))
        let goods = Dictionary(skus.map { ($0.code, $0.goods) }) { first, _ in first }
        return policy.reasons(for: definition) { goods[$0] }
    }
}

private struct ReadApprovalGoods: Statement {
    struct Result: RowDecodable {
        let code: Code
        let goods: ApprovalGoods
        init(from row: inout RowReader) throws {
            code = Code(stored: try row.next())
            let listPriceFen: Int64 = try row.next()
            let attributes = GoodsAttributes(
                brand: try row.next(), series: try row.next(), category: try row.next(), aroma: try row.next(), priceBand: try row.next())
            goods = ApprovalGoods(listPriceFen: listPriceFen, attributes: attributes)
        }
    }
    static let sql = "SELECT code, list_price_fen, brand, series, category, aroma, price_band FROM skus WHERE code = ANY($1)"
    let codes: Set<Code>

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text).sorted())
    }
}
