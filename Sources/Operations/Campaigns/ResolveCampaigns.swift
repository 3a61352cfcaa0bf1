import Commerce
import Postgres

/// What becomes of an order's shares of its campaigns.
enum CampaignResolution: Equatable, Sendable {
    /// Units ship: their part of the discount is spent.
    case posted
    /// Units were cancelled or shorted: their part is free again, and while nothing has shipped and the campaign is on, so is their part of the quota.
    case voided
    /// The whole order was given up before anything shipped: besides, its uses and coupons come back, and all that is left of its quotas.
    case undone
}

extension Work {
    /// Second phase of what campaigns gave an order: each share is frozen over its line's units (`Apportionment`), shipped from the front and
    /// given up from the back, so that posted and voided fen end at the amount.
    ///
    /// - Parameter units: By line, at least 1 each; none when all were resolved before.
    func resolveCampaigns(_ units: [Int: Int64], of order: LockedOrder, as resolution: CampaignResolution) async throws {
        guard order.lines.contains(where: { $0.discountFen > 0 }) else { return }
        let rows = try await run(CampaignsOfOrder(order: order.id))
        guard !rows.isEmpty else { return }
        var open: Set<CampaignID> = []
        if resolution != .posted, rows.contains(where: { $0.quotaUnits > 0 }) { open = try await openQuotas(of: order) }
        let parts = try rows.map { row in
            ResolvedCampaign(
                row: row, fen: try row.fen(of: units, order, resolution),
                quotaBack: !open.contains(row.campaign) ? 0 : resolution == .undone ? row.quotaUnits : try row.quota(of: units, order))
        }
        _ = try await run(
            LockUsageOf(order: order.id),
            ResolveUsage(order: order.id, parts: parts, resolution: resolution),
            ResolveOrderCampaigns(order: order.id, parts: parts, resolution: resolution))
        if resolution == .undone { _ = try await run(ReturnCoupons(order: order.id)) }
    }
}

private struct ResolvedCampaign: Sendable {
    let row: CampaignsOfOrder.Result
    let fen: Int64
    let quotaBack: Int64
}

/// Locked before the counters are looked for: whoever makes a counter meanwhile counts this order in before it is resolved, or after.
private struct CampaignsOfOrder: Statement {
    struct Result: RowDecodable {
        let campaign: CampaignID
        let quotaUnits: Int64
        let lines: [Int32]
        let lineUnits: [Int64]
        let lineFen: [Int64]
        let lineGiven: [Int64]
        init(from row: inout RowReader) throws {
            campaign = CampaignID(try row.next())
            quotaUnits = try row.next()
            lines = try row.next()
            lineUnits = try row.next()
            lineFen = try row.next()
            lineGiven = try row.next()
        }

        /// The part of these units in what the campaign gave.
        func fen(of units: [Int: Int64], _ order: LockedOrder, _ resolution: CampaignResolution) throws -> Int64 {
            try sum(of: lineFen, units, order, resolution)
        }

        /// The part of these units, which are given up, in its quota.
        func quota(of units: [Int: Int64], _ order: LockedOrder) throws -> Int64 {
            min(quotaUnits, try sum(of: lineGiven, units, order, .voided))
        }

        private func sum(
            of amounts: [Int64], _ units: [Int: Int64], _ order: LockedOrder, _ resolution: CampaignResolution
        ) throws -> Int64 {
            var sum: Int64 = 0
            for (index, number) in lines.enumerated() {
                let line = Int(number)
                guard let count = units[line] else { continue }
                guard let row = order.lines.first(where: { $0.line == line }), let frozen = Apportionment(amountFen: amounts[index], units: lineUnits[index])
                else { throw BrokenOrder(order: order.id, line: line) }
                // What was cut off when the order was placed never had a share.
                let cutAtOnce = row.units - lineUnits[index]
                let part =
                    resolution == .posted
                    ? frozen.front(count, after: order.shippedUnits(ofLine: line)) : frozen.back(count, after: row.cancelledUnits - cutAtOnce)
                guard let part else { throw BrokenOrder(order: order.id, line: line) }
                sum += part
            }
            return sum
        }
    }
    static let sql = """
        SELECT campaign_id, quota_units, lines, line_units, line_fen, line_given FROM order_campaigns WHERE order_id = $1
        ORDER BY campaign_id FOR NO KEY UPDATE
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

/// The keys of the counters that an order's campaigns were taken from: everybody's, its day's, its region's and its buyer's, whether they are
/// there or not. A popular campaign has a counter for each buyer, so they are looked up one by one.
private enum UsageOfOrder {
    static let keys = """
        SELECT o.campaign_id AS c, k.s, k.d
        FROM order_campaigns o, LATERAL (VALUES
            (-1::bigint, 0), (-1::bigint, (o.placed_at AT TIME ZONE 'Asia/Shanghai')::date - date '1970-01-01'), (o.organization_id, 0),
            (o.organization_id & ~((1::bigint << 40) - 1), 0)) AS k (s, d)
        WHERE o.order_id = $1
        ORDER BY 1, 2, 3
        """
}

/// In key order, as orders lock them.
private struct LockUsageOf: Statement {
    static let sql = """
        SELECT u.day FROM (\(UsageOfOrder.keys)) k, LATERAL (
            SELECT day FROM campaign_usage WHERE campaign_id = k.c AND subject_id = k.s AND day = k.d FOR NO KEY UPDATE) u
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

private struct ResolveUsage: Statement {
    static let sql = """
        UPDATE campaign_usage u SET held_fen = u.held_fen - p.fen, posted_fen = u.posted_fen + p.posted, uses = u.uses - p.uses, units = u.units - p.units
        FROM (\(UsageOfOrder.keys)) k JOIN unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS p (c, fen, posted, uses, units)
             ON p.c = k.c
        WHERE u.campaign_id = k.c AND u.subject_id = k.s AND u.day = k.d
        """
    let order: OrderID
    let parts: [ResolvedCampaign]
    let resolution: CampaignResolution

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(parts.map(\.row.campaign.rawValue))
        parameters.append(parts.map(\.fen))
        parameters.append(parts.map { resolution == .posted ? $0.fen : 0 })
        parameters.append(parts.map { _ in resolution == .undone ? Int64(1) : 0 })
        parameters.append(parts.map(\.quotaBack))
    }
}

private struct ResolveOrderCampaigns: Statement {
    static let sql = """
        UPDATE order_campaigns o SET posted_fen = o.posted_fen + p.posted, voided_fen = o.voided_fen + p.voided, voided = o.voided OR $5,
               quota_units = o.quota_units - p.units
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $6::bigint[]) AS p (c, posted, voided, units)
        WHERE o.order_id = $1 AND o.campaign_id = p.c
        """
    let order: OrderID
    let parts: [ResolvedCampaign]
    let resolution: CampaignResolution

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(parts.map(\.row.campaign.rawValue))
        parameters.append(parts.map { resolution == .posted ? $0.fen : 0 })
        parameters.append(parts.map { resolution == .posted ? 0 : $0.fen })
        parameters.append(resolution == .undone)
        parameters.append(parts.map(\.quotaBack))
    }
}

/// A code whose order never was is good again.
private struct ReturnCoupons: Statement {
    static let sql = "DELETE FROM coupon_redemptions WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
