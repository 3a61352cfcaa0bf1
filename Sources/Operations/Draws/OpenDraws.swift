import Commerce
import Crypto
import Postgres

extension Work {
    /// What campaigns that leave something to chance need of their steps: with the first approval a seed is made and its SHA-256 published, with
    /// the end the draws are closed and the seed is revealed.
    func openAndCloseDraws(_ steps: [(row: CampaignRow, step: CampaignStep)]) async throws {
        let chances = steps.filter { $0.row.kind.isChance }
        // One at most: campaigns are approved one by one. A later version finds the seed made, and its pool is the same.
        for (row, _) in chances where chances.contains(where: { $0.row.id == row.id && $0.step == .approve }) {
            guard let pool = try await campaignVersion(row.id, row.version).definition.component.prizePool else { continue }
            let seed = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            _ = try await run(
                InsertDrawSeed(campaign: row.id, seed: seed, stock: pool.stock),
                InsertDrawCommitment(campaign: row.id, commitment: DrawDigest.sha256(seed), stock: pool.stock))
            break
        }
        let ended = Set(chances.filter { $0.step == .end }.map(\.row.id)).sorted()
        guard !ended.isEmpty else { return }
        // A draw that is under way ends first; the next one finds its seed closed.
        _ = try await run(LockDrawSeeds(campaigns: ended), CloseDraws(campaigns: ended), RevealDrawSeeds(campaigns: ended))
    }
}

/// The digest that draws are decided by.
enum DrawDigest {
    @Sendable static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// What stands for a token in the log, and in the draw itself: whoever checks a draw needs not know whose token it was.
    static func name(of token: String) -> String { hexadecimal(sha256(Array(token.utf8))) }
}

private struct InsertDrawSeed: Statement {
    static let sql = "INSERT INTO draw_seeds (campaign_id, seed, remaining) VALUES ($1, $2, $3) ON CONFLICT (campaign_id) DO NOTHING"
    let campaign: CampaignID
    let seed: [UInt8]
    let stock: [Int64?]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(Bytes(seed))
        parameters.append(stock)
    }
}

private struct InsertDrawCommitment: Statement {
    static let sql = "INSERT INTO draw_commitments (campaign_id, commitment, stock) VALUES ($1, $2, $3) ON CONFLICT (campaign_id) DO NOTHING"
    let campaign: CampaignID
    let commitment: [UInt8]
    let stock: [Int64?]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(Bytes(commitment))
        parameters.append(stock)
    }
}

private struct LockDrawSeeds: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws { _ = try row.next(Int64.self) }
    }
    static let sql = """
        SELECT s.campaign_id FROM unnest($1::bigint[]) AS k (c), LATERAL (
            SELECT campaign_id FROM draw_seeds WHERE campaign_id = k.c FOR NO KEY UPDATE) s
        """
    /// In rising order.
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}

private struct CloseDraws: Statement {
    static let sql = "UPDATE draw_seeds SET closed = true WHERE campaign_id = ANY($1)"
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}

private struct RevealDrawSeeds: Statement {
    static let sql = """
        UPDATE draw_commitments c SET seed = s.seed FROM draw_seeds s
        WHERE s.campaign_id = c.campaign_id AND c.campaign_id = ANY($1) AND c.seed IS NULL
        """
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}
