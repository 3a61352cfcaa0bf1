package import Commerce
import Postgres

extension Work {
    /// A distributor draws by one of its tokens. Money is on its prepaid account at once; goods are sent by the campaign's owner.
    ///
    /// - Throws: `DrawRefusal`: `.unknown`, `.closed`, `.notInAudience`, `.unknownToken`, `.tokenUsed`, `.limitReached`, `.budgetSpent`.
    package func drawPrize(of id: CampaignID, token: Code) async throws -> DrawView {
        _ = try await lockAccount(of: caller.code)
        let draw = try await lockDraw(of: id)
        guard case .luckyDraw(let lucky) = draw.definition.component else { throw DrawRefusal.unknown }
        try await checkToken(token.text, of: draw, lucky)
        var series = DrawSeries(
            committed: draw.committed, pool: draw.pool, drawn: UInt64(draw.drawn), remaining: draw.remaining,
            money: try await moneyLeft(for: 1, of: draw))
        let new = NewDraw(id: DrawID(try await newID()), token: token.text, drawn: series.draw(DrawDigest.name(of: token.text)))
        try await record([new], of: draw, leaving: series)
        try await pay(new)
        return new.view(campaign: id, organization: caller.code, at: now)
    }

    /// That the token is the caller's and hasn't drawn. The campaign's seed is locked, so nobody uses it meanwhile.
    private func checkToken(_ token: String, of draw: LockedDraw, _ lucky: LuckyDraw) async throws {
        let used = FindDrawByToken(campaign: draw.campaign.id, token: token, organization: caller.organization)
        let isGranted: Bool
        if lucky.tokenSource == .game {
            isGranted = try await run(FindGameToken(campaign: draw.campaign.id, token: token, organization: caller.organization)).first != nil
        } else if let earned = EarnedToken(token) {
            let order = try await run(ReadEarningOrder(order: earned.order, organization: caller.organization)).first
            isGranted = order.map { lucky.grants(earned, to: $0.order, during: draw.definition.schedule) } ?? false
        } else {
            isGranted = false
        }
        // A token that has drawn is told so even when what earned it came back since.
        if try await run(used).first != nil { throw DrawRefusal.tokenUsed }
        guard isGranted else { throw DrawRefusal.unknownToken }
    }

    private func pay(_ draw: NewDraw) async throws {
        guard draw.wonFen > 0 else { return }
        try await AccountRefusal.refusing {
            _ = try await self.run(
                MoveAccount(organization: self.caller.organization, balanceFen: draw.wonFen), OpenSellerAccounts(seller: .headquarters),
                InsertTransfer(
                    id: try await self.newID(), at: self.now, kind: .reward, organization: self.caller.organization, amountFen: draw.wonFen,
                    reference: draw.id.rawValue))
        }
    }
}

private struct FoundToken: RowDecodable {
    init(from row: inout RowReader) throws { _ = try row.next(String.self) }
}

private struct FindDrawByToken: Statement {
    typealias Result = FoundToken
    static let sql = "SELECT token FROM draws WHERE campaign_id = $1 AND token = $2 AND organization_id = $3"
    let campaign: CampaignID
    let token: String
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(token)
        parameters.append(organization.rawValue)
    }
}

private struct FindGameToken: Statement {
    typealias Result = FoundToken
    static let sql = "SELECT token FROM draw_tokens WHERE campaign_id = $1 AND token = $2 AND organization_id = $3"
    let campaign: CampaignID
    let token: String
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(token)
        parameters.append(organization.rawValue)
    }
}

private struct ReadEarningOrder: Statement {
    struct Result: RowDecodable {
        let order: EarningOrder
        init(from row: inout RowReader) throws {
            order = EarningOrder(firstShippedAt: try row.next(Timestamp?.self).map { Instant($0) }, spentFen: try row.next())
        }
    }
    static let sql = """
        SELECT (SELECT min(shipped_at) FROM shipments WHERE order_id = o.id), \(EarnedTokens.spentFen) FROM orders o
        WHERE o.id = $1 AND o.organization_id = $2
        """
    let order: OrderID
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(organization.rawValue)
    }
}

/// What tokens are earned by, in SQL.
enum EarnedTokens {
    /// Of `orders o`: what was paid for what left, by whatever means, less what was paid back, also by a return of which more may come.
    static let spentFen = """
        (coalesce((SELECT t.posted_fen FROM order_tenders t WHERE t.order_id = o.id),
                  (SELECT h.posted_fen FROM account_holds h WHERE h.order_id = o.id), 0)
            - coalesce((SELECT sum(r.refund_fen) FROM returns r WHERE r.order_id = o.id), 0))::bigint
        """
}
