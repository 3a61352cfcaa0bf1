package import Commerce
import Postgres

/// A token of a campaign, and the draw that it was used for.
package struct DrawTokenView: Equatable, Sendable {
    package let token: String
    package let organization: Code
    /// Nil while it is good for a draw.
    package let usedBy: DrawID?
}

extension Brand {
    /// The tokens of a draw that the caller's organisation, and those below it, have: a game's in their own order, those that orders earned with the
    /// newest order first.
    /// - Throws: `DrawRefusal.unknown` when the caller sees no such draw.
    package func drawTokens(of id: CampaignID, page: PageRequest, as caller: Caller) async throws -> Page<DrawTokenView> {
        guard let campaign = try await read(as: caller, ReadDrawnCampaign(campaign: id)).first, campaign.row.status.isPublished,
            CampaignSight.shows(campaign.row, to: caller), case .luckyDraw(let draw) = campaign.definition.component
        else { throw DrawRefusal.unknown }
        let found: Page<(token: String, organization: OrganizationID)>
        if draw.tokenSource == .game {
            let rows = try await read(as: caller, ListGameTokens(campaign: id, caller: caller, after: page.after ?? "", limit: page.fetchLimit))
            found = Page(rows, for: page) { $0.token }.map { ($0.token, $0.organization) }
        } else {
            let after = try page.afterNumbers(2)
            let rows = try await read(
                as: caller,
                ListEarnedTokens(
                    schedule: campaign.definition.schedule, everyFen: draw.tokenSource == .spend ? draw.everyFen ?? .max : nil,
                    audience: try await ranges(of: campaign.definition.audience), tiers: campaign.definition.audience.tiers, caller: caller,
                    beforeOrder: after?[0] ?? .max, afterPlace: after?[1] ?? .max, limit: page.fetchLimit))
            found = Page(rows, for: page) { "\($0.order.rawValue).\($0.place)" }.map { row in
                (EarnedToken(order: row.order, place: draw.tokenSource == .spend ? row.place : nil).text, row.organization)
            }
        }
        let used = try await read(as: caller, FindUsedTokens(campaign: id, tokens: found.items.map(\.token)))
        let draws = Dictionary(used.map { ($0.token, $0.draw) }) { first, _ in first }
        let names = try await names(organizations: Set(found.items.map(\.organization)))
        return found.map { DrawTokenView(token: $0.token, organization: names.code(of: $0.organization), usedBy: draws[$0.token]) }
    }

    /// Where the organisations of an audience lie, with all below them.
    private func ranges(of audience: CampaignAudience) async throws -> [Range<OrganizationID>] {
        if audience.organizations.contains(where: { catalog.current.organizations[$0] == nil }) { try await catalog.reload([.organizations]) }
        let directory = catalog.current.organizations
        return audience.organizations.compactMap { directory[$0]?.id.reach }
    }
}

private struct ListGameTokens: Statement {
    struct Result: RowDecodable, Sendable {
        let token: String
        let organization: OrganizationID
        init(from row: inout RowReader) throws {
            token = try row.next()
            organization = OrganizationID(try row.next())
        }
    }
    static let sql = """
        SELECT token, organization_id FROM draw_tokens
        WHERE campaign_id = $1 AND organization_id >= $2 AND organization_id < $3 AND token > $4
        ORDER BY token LIMIT $5
        """
    let campaign: CampaignID
    let caller: Caller
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        let reach = caller.organization.reach
        parameters.append(campaign.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(after)
        parameters.append(limit)
    }
}

/// As `LuckyDraw.tokens` counts them, for many orders at once: those on the brand. What a store ordered of its distributor earns nobody a draw.
private struct ListEarnedTokens: Statement {
    struct Result: RowDecodable, Sendable {
        let order: OrderID
        let organization: OrganizationID
        let place: Int64
        init(from row: inout RowReader) throws {
            order = OrderID(try row.next())
            organization = OrganizationID(try row.next())
            place = try row.next()
        }
    }
    static let sql = """
        SELECT o.id, o.organization_id, n.place
        FROM orders o
        JOIN organizations b ON b.id = o.organization_id AND (cardinality($1::text[]) = 0 OR b.tier = ANY($1))
        JOIN LATERAL (SELECT min(s.shipped_at) AS at FROM shipments s WHERE s.order_id = o.id) f ON f.at >= $2 AND f.at < $3
        JOIN LATERAL generate_series(1::bigint, CASE WHEN $4::bigint IS NULL THEN least(1, \(EarnedTokens.spentFen)) ELSE greatest(0, \(EarnedTokens.spentFen)) / $4 END) AS n (place) ON true
        WHERE o.organization_id >= $5 AND o.organization_id < $6 AND o.organization_id & 1048575 = 0 AND o.id <= $7 AND (o.id < $7 OR n.place > $8)
          AND EXISTS (SELECT FROM unnest($9::bigint[], $10::bigint[]) AS a (lower, upper) WHERE o.organization_id >= a.lower AND o.organization_id < a.upper)
        ORDER BY o.id DESC, n.place LIMIT $11
        """
    let schedule: CampaignSchedule
    /// Nil: one token an order.
    let everyFen: Int64?
    let audience: [Range<OrganizationID>]
    let tiers: [String]
    let caller: Caller
    let beforeOrder: Int64
    let afterPlace: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        let reach = caller.organization.reach
        parameters.append(tiers)
        parameters.append(Timestamp(schedule.startsAt))
        parameters.append(Timestamp(schedule.endsAt))
        parameters.append(everyFen)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(beforeOrder)
        parameters.append(afterPlace)
        parameters.append(audience.map(\.lowerBound.rawValue))
        parameters.append(audience.map(\.upperBound.rawValue))
        parameters.append(limit)
    }
}

private struct FindUsedTokens: Statement {
    struct Result: RowDecodable {
        let token: String
        let draw: DrawID
        init(from row: inout RowReader) throws {
            token = try row.next()
            draw = DrawID(try row.next())
        }
    }
    static let sql = "SELECT token, id FROM draws WHERE campaign_id = $1 AND token = ANY($2)"
    let campaign: CampaignID
    let tokens: [String]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(tokens)
    }
}
