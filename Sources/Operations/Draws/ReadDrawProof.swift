package import Commerce
import Postgres

/// What anybody needs to check a campaign's draws, a page of its log at a time.
package struct DrawProofView: Sendable {
    package struct Line: Sendable {
        package let number: Int64
        /// The token's SHA-256, in hexadecimal: what the draw was decided by.
        package let tokenDigest: String
        /// Of a draw within the caller's reach.
        package let token: String?
        /// The prize's place in the pool; nil when all were gone.
        package let prize: Int?
        package let fen: Int64?
        package let remaining: [Int64?]
        /// Nil until the seed is revealed, and of draws from before it was logged.
        package var money: DrawMoney?
    }
    package let campaign: CampaignID
    package let commitment: String
    /// Nil until the campaign has ended.
    package let seed: String?
    package let pool: PrizePool
    package let draws: Page<Line>
    /// What each version of the campaign may give in money; none until the seed is revealed.
    package let budgets: [Budget]

    package struct Budget: Equatable, Sendable {
        package let version: Int32
        /// Nil: no end of it.
        package let amountFen: Int64?
    }
}

/// What is in a pool and what of it is left.
package struct DrawOddsView: Sendable {
    package let campaign: CampaignID
    /// Of a box; nil for a lucky draw.
    package let priceFen: Int64?
    package let drawn: Int64
    package let pool: PrizePool
    package let remaining: [Int64?]
}

extension Brand {
    /// - Throws: `DrawRefusal.unknown` when the caller sees no such campaign.
    package func drawProof(of id: CampaignID, page: PageRequest, as caller: Caller) async throws -> DrawProofView {
        try await drawProof(of: id, only: nil, page: page, as: caller)
    }

    /// The proof with one draw's line alone.
    /// - Throws: `DrawRefusal.unknown` when the draw isn't within the caller's reach.
    package func drawProof(of id: DrawID, page: PageRequest, as caller: Caller) async throws -> DrawProofView {
        guard let found = try await read(as: caller, FindDraw(draw: id, caller: caller)).first else { throw DrawRefusal.unknown }
        return try await drawProof(of: found.campaign, only: found.number, page: page, as: caller)
    }

    private func drawProof(of id: CampaignID, only number: Int64?, page: PageRequest, as caller: Caller) async throws -> DrawProofView {
        let after = try page.afterNumbers(1)?[0] ?? 0
        let (found, lines, versions) = try await read(
            as: caller, ReadCommitment(campaign: id, caller: caller), ReadDrawLog(campaign: id, only: number, after: after, limit: page.fetchLimit),
            ReadDrawnVersions(campaign: id))
        guard let commitment = found.first, let pool = commitment.definition.component.prizePool else { throw DrawRefusal.unknown }
        return DrawProofView(
            campaign: id, commitment: hexadecimal(commitment.commitment), seed: commitment.seed.map { hexadecimal($0) }, pool: pool,
            draws: Page(lines, for: page) { String($0.line.number) }.map { line in
                var line = line.line
                // How much the budget still covers isn't told while the campaign runs.
                if commitment.seed == nil { line.money = nil }
                return line
            },
            budgets: commitment.seed == nil ? [] : versions.map(\.budget))
    }

    /// The odds: the weights of what is still there. Money has no number that is left; how much of it the budget still covers isn't told.
    /// - Throws: `DrawRefusal.unknown` when the caller sees no such campaign.
    package func drawOdds(of id: CampaignID, as caller: Caller) async throws -> DrawOddsView {
        let (found, lines) = try await read(as: caller, ReadCommitment(campaign: id, caller: caller), ReadLastDraw(campaign: id))
        guard let commitment = found.first, let pool = commitment.definition.component.prizePool else { throw DrawRefusal.unknown }
        var priceFen: Int64?
        if case .blindBox(let box) = commitment.definition.component { priceFen = box.priceFen }
        var remaining = pool.stock
        if let last = lines.first?.line, last.remaining.count == remaining.count {
            remaining = zip(pool.stock, last.remaining).map { stock, left in stock == nil ? nil : left }
            remaining = pool.remaining(remaining, after: DrawOutcome(prize: last.prize, won: .nothing))
        }
        return DrawOddsView(campaign: id, priceFen: priceFen, drawn: lines.first?.line.number ?? 0, pool: pool, remaining: remaining)
    }
}

private struct FindDraw: Statement {
    struct Result: RowDecodable {
        let campaign: CampaignID
        let number: Int64
        init(from row: inout RowReader) throws {
            campaign = CampaignID(try row.next())
            number = try row.next()
        }
    }
    static let sql = "SELECT campaign_id, number FROM draws WHERE id = $1 AND organization_id >= $2 AND organization_id < $3"
    let draw: DrawID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(draw.rawValue)
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
    }
}

private struct ReadCommitment: Statement {
    struct Result: RowDecodable {
        let commitment: [UInt8]
        let seed: [UInt8]?
        let definition: CampaignDefinition
        init(from row: inout RowReader) throws {
            commitment = try row.next(Bytes.self).bytes
            seed = try row.next(Bytes?.self)?.bytes
            definition = try CampaignDefinition.read(JSONObject(stored: try row.next()))
        }
    }
    static let sql = """
        SELECT d.commitment, d.seed, v.definition
        FROM draw_commitments d JOIN campaigns c ON c.id = d.campaign_id JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        WHERE d.campaign_id = $1 AND \(CampaignSight.sql(lower: "$2", upper: "$3", region: "$4"))
        """
    let campaign: CampaignID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        CampaignSight.bind(caller, to: &parameters)
    }
}

private struct LoggedDraw: RowDecodable, Sendable {
    var line: DrawProofView.Line
    init(from row: inout RowReader) throws {
        line = DrawProofView.Line(
            number: try row.next(), tokenDigest: try row.next(), token: try row.next(), prize: try row.next(Int32?.self).map { Int($0) },
            fen: try row.next(), remaining: try row.next())
        let version = try row.next(Int32?.self)
        let (left, limited) = (try row.next(Int64?.self), try row.next(Int64?.self))
        line.money = version.map { DrawMoney(version: $0, leftFen: left, limitedToFen: limited) }
    }
}

/// Those that were in force, and so had a number given out by the campaign's row.
private struct ReadDrawnVersions: Statement {
    struct Result: RowDecodable {
        let budget: DrawProofView.Budget
        init(from row: inout RowReader) throws {
            let version: Int32 = try row.next()
            budget = DrawProofView.Budget(version: version, amountFen: try CampaignDefinition.read(JSONObject(stored: try row.next())).budget.amountFen)
        }
    }
    static let sql = """
        SELECT v.version, v.definition FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version <= c.version
        WHERE c.id = $1 ORDER BY v.version
        """
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}

/// The token itself only of draws that row-level security shows the caller.
private struct ReadDrawLog: Statement {
    typealias Result = LoggedDraw
    static let sql = """
        SELECT l.number, l.token_digest, d.token, l.prize, l.fen, l.remaining, l.version, l.money_left_fen, l.limited_to_fen
        FROM draw_log l LEFT JOIN draws d ON d.campaign_id = l.campaign_id AND d.number = l.number
        WHERE l.campaign_id = $1 AND ($2::bigint IS NULL OR l.number = $2) AND l.number > $3
        ORDER BY l.number LIMIT $4
        """
    let campaign: CampaignID
    let only: Int64?
    let after: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(only)
        parameters.append(after)
        parameters.append(limit)
    }
}

private struct ReadLastDraw: Statement {
    typealias Result = LoggedDraw
    static let sql = """
        SELECT number, token_digest, NULL::text, prize, fen, remaining, version, money_left_fen, limited_to_fen FROM draw_log WHERE campaign_id = $1 ORDER BY number DESC LIMIT 1
        """
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}
