import Commerce
import Postgres

/// A campaign's draws as a work holds them: nobody else draws from it before the work is done.
struct LockedDraw: Sendable {
    let campaign: CampaignRow
    let definition: CampaignDefinition
    /// Money won so far.
    let spentFen: Int64
    let drawn: Int64
    let remaining: [Int64?]
    let pool: PrizePool
    let committed: CommittedDraw
}

extension Work {
    /// Locks what the caller's draw takes its number and its prize from, once its account is locked: idempotency keys → accounts → draw seeds.
    ///
    /// - Throws: `DrawRefusal`: `.unknown` when the caller doesn't see a campaign that leaves something to chance, `.closed`, `.notInAudience`.
    func lockDraw(of id: CampaignID) async throws -> LockedDraw {
        // In this order: what the lock waited for is seen by what is read after it.
        let (seeds, campaigns, buyers) = try await run(LockDrawSeed(campaign: id), ReadDrawnCampaign(campaign: id), ReadDrawBuyer(buyer: caller.organization))
        guard let seed = seeds.first, let campaign = campaigns.first, let buyer = buyers.first, CampaignSight.shows(campaign.row, to: caller),
            let pool = campaign.definition.component.prizePool, pool.prizes.count == seed.remaining.count,
            let committed = CommittedDraw(seed: seed.seed, digest: DrawDigest.sha256)
        else { throw DrawRefusal.unknown }
        let isOn = campaign.row.status.isPriced && campaign.definition.schedule.standing(at: now) == .on
        guard !seed.closed, isOn else { throw DrawRefusal.closed }
        guard campaign.definition.audience.includes(buyer.codes, tier: buyer.tier) else { throw DrawRefusal.notInAudience }
        return LockedDraw(
            campaign: campaign.row, definition: campaign.definition, spentFen: seed.spentFen, drawn: seed.drawn, remaining: seed.remaining, pool: pool,
            committed: committed)
    }
}

extension CampaignAudience {
    /// - Parameter codes: the buyer's and those above it.
    func includes(_ codes: [String], tier: String?) -> Bool {
        organizations.contains { codes.contains($0.text) } && (tiers.isEmpty || tier.map(tiers.contains) == true)
    }
}

private struct LockDrawSeed: Statement {
    struct Result: RowDecodable {
        let drawn: Int64
        let spentFen: Int64
        let closed: Bool
        let seed: [UInt8]
        let remaining: [Int64?]

        init(from row: inout RowReader) throws {
            drawn = try row.next()
            spentFen = try row.next()
            closed = try row.next()
            seed = try row.next(Bytes.self).bytes
            remaining = try row.next()
        }
    }
    static let sql = "SELECT drawn, spent_fen, closed, seed, remaining FROM draw_seeds WHERE campaign_id = $1 FOR NO KEY UPDATE"
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}

struct ReadDrawnCampaign: Statement {
    struct Result: RowDecodable {
        let row: CampaignRow
        let definition: CampaignDefinition

        init(from row: inout RowReader) throws {
            self.row = try CampaignRow(from: &row)
            definition = try CampaignDefinition.read(JSONObject(stored: try row.next()))
        }
    }
    static let sql = """
        SELECT \(CampaignRow.columns), v.definition
        FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version WHERE c.id = $1
        """
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}

/// The codes of a buyer and of those above it, and its tier.
struct ReadDrawBuyer: Statement {
    struct Result: RowDecodable {
        let codes: [String]
        let tier: String?

        init(from row: inout RowReader) throws {
            codes = try row.next()
            tier = try row.next()
        }
    }
    static let sql = "SELECT array_agg(code), max(tier) FILTER (WHERE id = $1) FROM organizations WHERE id = ANY($2) HAVING count(*) > 0"
    let buyer: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(buyer.rawValue)
        parameters.append([buyer.rawValue, buyer.region?.rawValue ?? 0, 0])
    }
}
