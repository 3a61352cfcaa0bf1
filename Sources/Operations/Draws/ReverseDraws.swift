import Commerce
import Postgres

extension Work {
    /// An order came back, or part of it, and with it what had earned tokens of draws. What those won is reversed: money is taken from the prepaid account as far
    /// as it covers that, and the rest is a receivable; goods that are still to be sent aren't; goods under way stay, and are reversed should their
    /// order be cancelled. A token that hasn't drawn simply isn't one any more.
    ///
    /// The order and its buyer's account are locked, the account before any stock.
    ///
    /// - Parameter refundedFen: What the return gave back until now; it is booked. What an earlier receipt reversed isn't reversed again.
    func reverseDraws(earnedBy order: LockedOrder, refundedFen: Int64) async throws {
        let (earned, spent) = try await run(
            LockEarnedDraws(order: order.id, organization: order.organization), SpentOnOrder(order: order.id))
        guard let leftFen = spent.first?.fen else { return }
        let lost = earned.filter { row in
            guard case .luckyDraw(let draw) = row.component, let token = EarnedToken(row.draw.token), token.order == order.id else { return false }
            return draw.loses(token, spentFen: leftFen + refundedFen, leftFen: leftFen)
        }
        try await takeBack(lost.map(\.draw), of: order.organization)
    }

    /// Reverses draws of one organisation, or goes on with what they owe. They are locked, and so is the account.
    func takeBack(_ draws: [DrawRow], of organization: OrganizationID) async throws {
        guard !draws.isEmpty, let account = try await run(LockAccounts(organizations: [organization])).first else { return }
        var coveredFen = max(0, account.balanceFen + account.creditLimitFen - account.heldFen)
        var parts: [ReversedDraw] = []
        for draw in draws {
            let fen = min(draw.fen - draw.reversedFen, coveredFen)
            coveredFen -= fen
            guard fen > 0 || draw.state != .reversed else { continue }
            parts.append(ReversedDraw(draw: draw, fen: fen))
        }
        guard !parts.isEmpty else { return }
        let sumFen = parts.reduce(0) { $0 + $1.fen }
        let reversed = try await run(ReverseDraws(parts: parts))
        if sumFen > 0 { _ = try await run(MoveAccount(organization: organization, balanceFen: -sumFen), OpenSellerAccounts(seller: .headquarters)) }
        for part in parts where part.fen > 0 {
            _ = try await run(
                InsertTransfer(
                    id: try await newID(), at: now, kind: .rewardReversal, organization: organization, amountFen: part.fen,
                    reference: part.draw.id.rawValue))
        }
        for draw in reversed where draw.state == .reversed { try await tellReversed(draw) }
    }

    func tellReversed(_ draw: DrawRow) async throws {
        let view = draw.view(try await names(organizations: [draw.organization]))
        try await emit(.drawReversed, about: draw.organization) { json in
            json.field("draw", view.id.external)
            json.field("campaign", view.campaign.external)
            json.field("distributor", view.organization.text)
            json.field("sku", view.sku?.text)
            json.field("fen", view.fen)
            json.field("reversedFen", view.reversedFen)
            json.field("owedFen", view.owedFen)
        }
    }
}

/// A draw with what is taken back of its money now.
private struct ReversedDraw: Sendable {
    let draw: DrawRow
    let fen: Int64
}

/// Those whose tokens are named by the order and that won something which may still be reversed, in key order: `/` comes next after the dot behind
/// an order's id. A game's token may have such a name.
private struct LockEarnedDraws: Statement {
    struct Result: RowDecodable {
        let draw: DrawRow
        let component: CampaignComponent
        init(from row: inout RowReader) throws {
            draw = try DrawRow(from: &row)
            component = try CampaignDefinition.read(JSONObject(stored: try row.next())).component
        }
    }
    static let sql = """
        SELECT \(DrawRow.columns), v.definition
        FROM draws d JOIN campaigns c ON c.id = d.campaign_id JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        WHERE d.organization_id = $1 AND d.token COLLATE "C" >= $2::text AND d.token COLLATE "C" < $2::text || '/'
          AND d.state IN ('credited', 'open', 'sent') AND NOT d.forfeited
        ORDER BY d.id FOR NO KEY UPDATE OF d
        """
    let order: OrderID
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(EarnedToken(order: order).text)
    }
}

private struct SpentOnOrder: Statement {
    struct Result: RowDecodable {
        let fen: Int64
        init(from row: inout RowReader) throws { fen = try row.next() }
    }
    static let sql = "SELECT \(EarnedTokens.spentFen) FROM orders o WHERE o.id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

private struct ReverseDraws: Statement {
    typealias Result = DrawRow
    static let sql = """
        UPDATE draws d SET forfeited = true, state = CASE WHEN d.state = 'sent' THEN 'sent' ELSE 'reversed' END, reversed_fen = d.reversed_fen + u.fen
        FROM unnest($1::bigint[], $2::bigint[]) AS u (i, fen) WHERE d.id = u.i
        RETURNING \(DrawRow.columns)
        """
    let parts: [ReversedDraw]

    func bind(_ parameters: inout Parameters) {
        parameters.append(parts.map(\.draw.id.rawValue))
        parameters.append(parts.map(\.fen))
    }
}
