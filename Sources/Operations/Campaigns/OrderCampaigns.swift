import Commerce
import Postgres

/// What one order is given by one campaign, line by line.
struct GivenByCampaign: Sendable {
    struct Share: Sendable, Equatable {
        let line: Int
        /// The units that the fen are frozen over.
        let units: Int64
        let fen: Int64
        /// Of the units those that it was given on.
        let givenUnits: Int64
    }

    let campaign: CampaignID
    let version: Int32
    let shares: [Share]
    let quotaUnits: Int64
    let coupon: Code?
    /// Nil for what no return asks again.
    let frozen: FrozenRule?
    /// The counters that it was taken from.
    let keys: [UsageKey]

    var fen: Int64 { shares.reduce(0) { $0 + $1.fen } }
    var usage: CampaignUsage { CampaignUsage(fen: fen, uses: 1, units: quotaUnits) }

    /// Takes an order's pricing apart by campaign.
    /// - Parameter left: What the order was priced with.
    static func all(
        of order: PricedOrder, candidates: [LiveCampaign], left: [Code: CampaignAllowance], by pricer: CampaignPricer
    ) -> [GivenByCampaign] {
        let applied = order.pricing.applied
        var sharesOf = [[Share]](repeating: [], count: applied.count)
        for line in order.pricing.lines {
            for adjustment in line.adjustments {
                guard let place = applied.firstIndex(where: { $0.campaign == adjustment.campaign }) else { continue }
                sharesOf[place].append(Share(line: line.line, units: line.units, fen: adjustment.fen, givenUnits: adjustment.units))
            }
        }
        return zip(applied, sharesOf).compactMap { applied, shares in
            guard let live = candidates.first(where: { $0.campaign.id == applied.campaign }) else { return nil }
            let givenUnits = shares.reduce(0) { $0 + $1.givenUnits }
            let limits = live.campaign.facts.limits
            return GivenByCampaign(
                campaign: live.id, version: live.campaign.version, shares: shares, quotaUnits: limits.countsUnits ? givenUnits : 0,
                coupon: live.campaign.component.coupon(of: order.coupons, spent: left[applied.campaign]?.spentCodes ?? []),
                frozen: FrozenRule(live.campaign, order, by: pricer),
                keys: limits.keys(of: live.id, buyer: order.buyer.organization, day: pricer.day))
        }
    }
}

extension CampaignComponent {
    /// The issued code that an order with these uses up: the first one that is still good.
    fileprivate func coupon(of presented: [Code], spent: Set<Code>) -> Code? {
        guard case .coupon(let coupon) = self, case .issued(let codes) = coupon.codes else { return nil }
        return presented.first { codes.contains($0) && !spent.contains($0) }
    }
}

/// The order's shares of each campaign as arrays of one row.
struct InsertOrderCampaigns: Statement {
    struct Row: Sendable {
        let order: OrderID
        let organization: OrganizationID
        let given: GivenByCampaign
    }

    static let sql = """
        INSERT INTO order_campaigns (order_id, campaign_id, organization_id, placed_at, fen, quota_units, version, lines, line_units, line_fen,
                                     line_given, coupon, scope_lines, gift_skus, gift_fen)
        SELECT o, c, g, $1, f, q, v, ($9::int[])[p1:p2], ($10::bigint[])[p1:p2], ($11::bigint[])[p1:p2], ($12::bigint[])[p1:p2], k,
               ($15::int[])[s1:s2], ($18::text[])[g1:g2], ($19::bigint[])[g1:g2]
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::int[], $8::text[], $13::int[], $14::int[], $16::int[],
                    $17::int[], $20::int[], $21::int[]) AS r (o, c, g, f, q, v, k, p1, p2, s1, s2, g1, g2)
        """
    let rows: [Row]
    let at: Instant

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.given.campaign.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.given.fen))
        parameters.append(rows.map(\.given.quotaUnits))
        parameters.append(rows.map(\.given.version))
        parameters.append(rows.map(\.given.coupon?.text))
        let shares = rows.flatMap(\.given.shares)
        parameters.append(shares.map { Int32($0.line) })
        parameters.append(shares.map(\.units))
        parameters.append(shares.map(\.fen))
        parameters.append(shares.map(\.givenUnits))
        bind(RowParts(rows.lazy.map(\.given.shares.count)), &parameters)
        parameters.append(rows.flatMap { ($0.given.frozen?.scopeLines ?? []).map { Int32($0) } })
        bind(RowParts(rows.lazy.map { $0.given.frozen?.scopeLines.count }), &parameters)
        let gifts = rows.flatMap { $0.given.frozen?.gifts ?? [] }
        parameters.append(gifts.map(\.sku.text))
        parameters.append(gifts.map(\.unitFen))
        bind(RowParts(rows.lazy.map { $0.given.frozen?.gifts.count }), &parameters)
    }

    private func bind(_ parts: RowParts, _ parameters: inout Parameters) {
        parameters.append(parts.first)
        parameters.append(parts.last)
    }
}

/// Uses issued codes up; a code that another order used meanwhile fails on `coupon_redemptions_once`, and the batch begins anew.
struct RedeemCoupons: Statement {
    static let sql = """
        INSERT INTO coupon_redemptions (campaign_id, order_id, code)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[])
        """
    let rows: [InsertOrderCampaigns.Row]

    var isNeeded: Bool { rows.contains { $0.given.coupon != nil } }

    func bind(_ parameters: inout Parameters) {
        let spent = rows.filter { $0.given.coupon != nil }
        parameters.append(spent.map(\.given.campaign.rawValue))
        parameters.append(spent.map(\.order.rawValue))
        parameters.append(spent.map { $0.given.coupon?.text ?? "" })
    }
}

/// Keeps what the answers say of pricing, for orders that any campaign was looked at for.
struct InsertPricings: Statement {
    static let sql = """
        INSERT INTO order_pricings (order_id, placed_at, pricing) SELECT i, $1, p FROM unnest($2::bigint[], $3::bytea[]) AS u (i, p)
        """
    let orders: [(order: OrderID, pricing: [UInt8])]
    let at: Instant

    var isNeeded: Bool { !orders.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(orders.map(\.order.rawValue))
        parameters.append(orders.map { Bytes($0.pricing) })
    }
}

/// The shared lock under which a batch prices; see the migration. Ends with the transaction.
struct HoldCampaignMark: Statement {
    static let sql = "SELECT pg_advisory_xact_lock_shared(hashtext(current_schema() || '.campaign_mark'))"
    func bind(_ parameters: inout Parameters) {}
}

/// A statement after the one that takes the lock, so that it sees what the lock waited for.
struct ReadCampaignMark: Statement {
    struct Result: RowDecodable {
        let mark: Int64
        init(from row: inout RowReader) throws { mark = try row.next() }
    }
    static let sql = "SELECT mark FROM campaign_mark"
    func bind(_ parameters: inout Parameters) {}
}
