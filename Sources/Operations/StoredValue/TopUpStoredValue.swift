package import Commerce
import Postgres

extension Work {
    /// A distributor stores money by a campaign's offer, so many times at once: the principal moves from what its prepaid account's balance has free,
    /// never from credit, to its stored value, and the bonus is given on top; a gift is owed by the campaign's owner until it is sent.
    ///
    /// The campaign's row is locked before the account, so that top-ups of one campaign are counted one after the other.
    ///
    /// - Parameters:
    ///   - times: 1 to 100.
    ///   - code: Who stores; nil: the caller, a distributor.
    /// - Throws: 404 for a distributor out of reach; `StoredValueRefusal`: `.unknownCampaign`, `.closed`, `.notInAudience`, `.limitReached`,
    ///   `.budgetSpent`, `.balanceShort`.
    package func topUp(_ id: CampaignID, times: Int64, for code: Code?) async throws -> TopUpView {
        let code = code ?? caller.code
        let (row, definition) = try await lockOfferedCampaign(id)
        let account = try await lockAccount(of: code)
        let buyer = account.organization
        guard case .storedValue(let settings) = definition.component else { throw StoredValueRefusal.unknownCampaign }
        guard row.status.isPriced, definition.schedule.standing(at: now) == .on else { throw StoredValueRefusal.closed }
        guard let above = try await run(ReadDrawBuyer(buyer: buyer)).first, definition.audience.includes(above.codes, tier: above.tier) else {
            throw StoredValueRefusal.notInAudience
        }
        let giftPriceFen = try await listPriceFen(ofGiftIn: settings)
        guard let offer = StoredValueOffer(settings, times: times, at: now, giftPriceFen: giftPriceFen) else { throw StoredValueRefusal.amountOutOfRange }
        try offer.check(within: try await allowance(of: row.id, definition, for: buyer))
        let freeFen = max(0, account.position.balanceFen - account.position.heldFen)
        guard offer.principalFen <= freeFen else { throw StoredValueRefusal.balanceShort(byFen: offer.principalFen - freeFen) }
        let ids = try await brand.ids.take(3, in: transaction)
        let top = TopUpRow(id: TopUpID(ids[0]), campaign: id, organization: buyer, at: now, offer: offer)
        try await store(top, giftFen: offer.giftFen, version: row.version, transfers: (ids[1], ids[2]))
        return top.view(try await names(organizations: [buyer]))
    }

    /// 0 without a gift. Read here: what counts against the budget is what the gift is worth when it is promised.
    private func listPriceFen(ofGiftIn offer: StoredValue) async throws -> Int64 {
        guard case .gift(let gift) = offer.extra else { return 0 }
        return try await run(ReadListPrice(sku: gift.sku)).first?.fen ?? 0
    }

    private func store(_ top: TopUpRow, giftFen: Int64, version: Int32, transfers: (Int64, Int64)) async throws {
        let buyer = top.organization
        try await AccountRefusal.refusing {
            let (_, _, _, _, _, transferred) = try await self.run(
                OpenStoredAccounts(organization: buyer), OpenSellerAccounts(seller: .headquarters), MoveAccount(organization: buyer, balanceFen: -top.principalFen),
                CreditStoredAccounts(organization: buyer, principalFen: top.principalFen, bonusFen: top.bonusFen), InsertTopUp(row: top, giftFen: giftFen, version: version),
                InsertTransfer(
                    id: transfers.0, at: self.now, kind: .topUp, organization: buyer, amountFen: top.principalFen, reference: top.id.rawValue))
            guard transferred.affected == 1 else { throw Reason.absent("account") }
            guard top.bonusFen > 0 else { return }
            _ = try await self.run(
                AddBonus(organization: buyer, fen: top.bonusFen, expiresAt: top.expiresAt),
                InsertTransfer(id: transfers.1, at: self.now, kind: .bonus, organization: buyer, amountFen: top.bonusFen, reference: top.id.rawValue))
        }
    }

    /// - Throws: `.unknownCampaign` when the caller sees none.
    private func lockOfferedCampaign(_ id: CampaignID) async throws -> (CampaignRow, CampaignDefinition) {
        // In this order: the version that the lock waited for is the one that is read after it.
        let (_, campaigns) = try await run(LockOfferedCampaign(campaign: id), ReadDrawnCampaign(campaign: id))
        guard let campaign = campaigns.first, CampaignSight.shows(campaign.row, to: caller) else { throw StoredValueRefusal.unknownCampaign }
        return (campaign.row, campaign.definition)
    }

    /// What the campaign may still give the buyer, counted from its top-ups, which nobody adds to meanwhile.
    private func allowance(of campaign: CampaignID, _ definition: CampaignDefinition, for buyer: OrganizationID) async throws -> CampaignAllowance {
        let limits = CampaignLimits(definition)
        let day = Int32(now.shanghaiDay.daysSince1970)
        guard !limits.keys(of: campaign, buyer: buyer, day: day).isEmpty,
            let used = try await run(CountTopUps(campaign: campaign, scope: CountedUsage.Scope(buyer: buyer, day: day))).first
        else { return CampaignAllowance() }
        return limits.allowance(of: campaign, buyer: buyer, day: day) { used.usage(of: $0, buyer: buyer) }
    }
}

private struct LockOfferedCampaign: Statement {
    static let sql = "SELECT 1 FROM campaigns WHERE id = $1 FOR NO KEY UPDATE"
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}

private struct ReadListPrice: Statement {
    struct Result: RowDecodable {
        let fen: Int64
        init(from row: inout RowReader) throws { fen = try row.next() }
    }
    static let sql = "SELECT list_price_fen FROM skus WHERE code = $1"
    let sku: Code

    func bind(_ parameters: inout Parameters) { parameters.append(sku.text) }
}

/// A bonus counts by its fen, a gift by its list value.
private struct CountTopUps: Statement {
    typealias Result = CountedUsage
    private static let today = "(at AT TIME ZONE 'Asia/Shanghai')::date = date '1970-01-01' + $2::int"
    static let sql = """
        SELECT \(CountedUsage.columns(fen: "bonus_fen + gift_fen", uses: "times", dayFen: "sum(bonus_fen + gift_fen) FILTER (WHERE \(today))"))
        FROM stored_top_ups WHERE campaign_id = $1
        """
    let campaign: CampaignID
    let scope: CountedUsage.Scope

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        scope.bind(&parameters)
    }
}
