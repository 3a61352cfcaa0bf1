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
        order.pricing.applied.compactMap { applied in
            guard let live = candidates.first(where: { $0.campaign.id == applied.campaign }) else { return nil }
            var shares: [Share] = []
            var givenUnits: Int64 = 0
            for line in order.pricing.lines {
                for adjustment in line.adjustments where adjustment.campaign == applied.campaign {
                    shares.append(Share(line: line.line, units: line.units, fen: adjustment.fen, givenUnits: adjustment.units))
                    givenUnits += adjustment.units
                }
            }
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

/// The order's shares of each campaign as arrays of one row; a row goes in as the text of its arrays, since unnest() would flatten them.
struct InsertOrderCampaigns: Statement {
    struct Row: Sendable {
        let order: OrderID
        let organization: OrganizationID
        let given: GivenByCampaign
    }

    static let sql = """
        INSERT INTO order_campaigns (order_id, campaign_id, organization_id, placed_at, fen, quota_units, version, lines, line_units, line_fen,
                                     line_given, coupon, scope_lines, gift_skus, gift_fen)
        SELECT o, c, g, $1, f, q, v, l::int[], u::bigint[], lf::bigint[], lg::bigint[], k, s::int[], string_to_array(gs, ' '), gf::bigint[]
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[],
                    $12::text[], $13::text[], $14::text[], $15::text[])
             AS r (o, c, g, f, q, v, l, u, lf, lg, k, s, gs, gf)
        """
    let rows: [Row]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.given.campaign.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.given.fen))
        parameters.append(rows.map(\.given.quotaUnits))
        parameters.append(rows.map(\.given.version))
        parameters.append(rows.map { Self.array($0.given.shares.map { Int64($0.line) }) })
        parameters.append(rows.map { Self.array($0.given.shares.map(\.units)) })
        parameters.append(rows.map { Self.array($0.given.shares.map(\.fen)) })
        parameters.append(rows.map { Self.array($0.given.shares.map(\.givenUnits)) })
        parameters.append(rows.map { $0.given.coupon?.text })
        parameters.append(rows.map { $0.given.frozen.map { Self.array($0.scopeLines.map { Int64($0) }) } })
        // Codes have no spaces in them.
        parameters.append(rows.map { $0.given.frozen.map { $0.gifts.map(\.sku.text).joined(separator: " ") } })
        parameters.append(rows.map { $0.given.frozen.map { Self.array($0.gifts.map(\.unitFen)) } })
    }

    /// PostgreSQL's text form of an array of numbers.
    static func array(_ numbers: [Int64]) -> String {
        "{" + numbers.map(String.init).joined(separator: ",") + "}"
    }
}

/// Uses issued codes up; a code that another order used meanwhile fails on `coupon_redemptions_once`, and the batch begins anew.
struct RedeemCoupons: Statement {
    static let sql = """
        INSERT INTO coupon_redemptions (campaign_id, order_id, code)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[])
        """
    let rows: [InsertOrderCampaigns.Row]

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
