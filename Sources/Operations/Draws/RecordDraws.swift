import Commerce
import Postgres

extension Work {
    /// Writes what was drawn: the draws, their lines of the published log, and where the series stands now. The seed's row is locked.
    func record(_ draws: [NewDraw], of draw: LockedDraw, leaving series: DrawSeries) async throws {
        let wonFen = draws.reduce(0) { $0 + $1.wonFen }
        _ = try await run(
            InsertDraws(campaign: draw.campaign.id, organization: caller.organization, at: now, draws: draws),
            InsertDrawLog(campaign: draw.campaign.id, draws: draws.map(\.drawn)),
            MoveDrawSeed(campaign: draw.campaign.id, drawn: Int64(series.drawn), wonFen: wonFen, remaining: series.remaining))
        for won in draws where won.state != .nothing {
            try await emit(.drawWon, about: caller.organization) { json in
                json.field("draw", won.id.external)
                json.field("campaign", draw.campaign.id.external)
                json.field("distributor", caller.code.text)
                json.field("sku", won.sku?.text)
                json.field("fen", won.wonFen)
            }
        }
    }
}

private struct InsertDraws: Statement {
    static let sql = """
        INSERT INTO draws (id, campaign_id, number, organization_id, at, purchase_id, price_fen, fen, token, sku, state)
        SELECT i, $1, n, $2, $3, p, c, f, t, s, z
        FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[])
            AS u (i, n, p, c, f, t, s, z)
        """
    let campaign: CampaignID
    let organization: OrganizationID
    let at: Instant
    let draws: [NewDraw]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(organization.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(draws.map(\.id.rawValue))
        parameters.append(draws.map { Int64($0.drawn.number) })
        parameters.append(draws.map { $0.purchase?.rawValue })
        parameters.append(draws.map(\.priceFen))
        parameters.append(draws.map(\.wonFen))
        parameters.append(draws.map(\.token))
        parameters.append(draws.map { $0.sku?.text })
        parameters.append(draws.map(\.state.rawValue))
    }
}

/// What remained goes as text, since `unnest` would take an array of arrays apart.
private struct InsertDrawLog: Statement {
    static let sql = """
        INSERT INTO draw_log (campaign_id, number, token_digest, prize, fen, remaining, version, money_left_fen, limited_to_fen)
        SELECT $1, n, t, p, f, r::bigint[], v, m, l
        FROM unnest($2::bigint[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::int[], $8::bigint[], $9::bigint[]) AS u (n, t, p, f, r, v, m, l)
        """
    let campaign: CampaignID
    let draws: [DrawProof.Draw]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(draws.map { Int64($0.number) })
        parameters.append(draws.map(\.token))
        parameters.append(draws.map { $0.outcome.prize.map { Int32($0) } })
        parameters.append(draws.map { draw -> Int64? in if case .money(let fen) = draw.outcome.won { fen } else { nil } })
        parameters.append(draws.map { "{" + $0.remaining.map { $0.map(String.init) ?? "NULL" }.joined(separator: ",") + "}" })
        parameters.append(draws.map { $0.money?.version })
        parameters.append(draws.map { $0.money?.leftFen })
        parameters.append(draws.map { $0.money?.limitedToFen })
    }
}

private struct MoveDrawSeed: Statement {
    static let sql = "UPDATE draw_seeds SET drawn = $2, spent_fen = spent_fen + $3, remaining = $4 WHERE campaign_id = $1"
    let campaign: CampaignID
    let drawn: Int64
    let wonFen: Int64
    let remaining: [Int64?]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(drawn)
        parameters.append(wonFen)
        parameters.append(remaining)
    }
}
