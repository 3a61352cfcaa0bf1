import Commerce
import Postgres

extension Work {
    /// What a buyer may still draw of a campaign that is locked: every draw, and every box, is a use.
    ///
    /// - Returns: what may still be won in money. What limits say of the buyer, its region and the day is counted from the draws
    ///   themselves, which nobody adds to meanwhile.
    /// - Throws: `DrawRefusal`: `.budgetSpent`, `.limitReached`.
    func moneyLeft(for count: Int64, of draw: LockedDraw) async throws -> DrawMoney {
        let budget = draw.definition.budget
        if let uses = budget.uses, draw.drawn + count > uses { throw DrawRefusal.budgetSpent }
        var limits: [Int64?] = []
        if budget.perBuyerUses != nil || budget.perBuyerFen != nil || budget.perDayFen != nil || budget.perRegionFen != nil {
            let day = now.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970
            let startsAt = Instant(millisecondsSince1970: (Int64(day) * 1440 - Instant.shanghaiOffsetMinutes) * 60_000)
            guard let won = try await run(CountDraws(campaign: draw.campaign.id, buyer: caller.organization, dayStartsAt: startsAt)).first else {
                throw DrawRefusal.unknown
            }
            if let uses = budget.perBuyerUses, won.buyerDraws + count > uses { throw DrawRefusal.limitReached }
            limits = [budget.perBuyerFen.map { $0 - won.buyerFen }, budget.perDayFen.map { $0 - won.dayFen }, budget.perRegionFen.map { $0 - won.regionFen }]
        }
        return DrawMoney(
            version: draw.campaign.version, leftFen: budget.amountFen.map { $0 - draw.spentFen }, limitedToFen: limits.compactMap { $0 }.min())
    }
}

private struct CountDraws: Statement {
    struct Result: RowDecodable {
        let buyerDraws: Int64
        let buyerFen: Int64
        let regionFen: Int64
        let dayFen: Int64

        init(from row: inout RowReader) throws {
            buyerDraws = try row.next()
            buyerFen = try row.next()
            regionFen = try row.next()
            dayFen = try row.next()
        }
    }
    static let sql = """
        SELECT b.draws, b.fen,
            (SELECT coalesce(sum(fen), 0)::bigint FROM draws WHERE campaign_id = $1 AND organization_id >= $3 AND organization_id < $4),
            (SELECT coalesce(sum(fen), 0)::bigint FROM draws WHERE campaign_id = $1 AND at >= $5)
        FROM (SELECT count(*) AS draws, coalesce(sum(fen), 0)::bigint AS fen FROM draws WHERE campaign_id = $1 AND organization_id = $2) b
        """
    let campaign: CampaignID
    let buyer: OrganizationID
    /// Midnight in Asia/Shanghai.
    let dayStartsAt: Instant

    func bind(_ parameters: inout Parameters) {
        let region = (buyer.region ?? buyer).reach
        parameters.append(campaign.rawValue)
        parameters.append(buyer.rawValue)
        parameters.append(region.lowerBound.rawValue)
        parameters.append(region.upperBound.rawValue)
        parameters.append(Timestamp(dayStartsAt))
    }
}
