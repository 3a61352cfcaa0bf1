import Commerce
import Postgres

extension Work {
    /// Coupons that somebody else issued are reported to the issuer, by whose webhook on these events: with each shipment that they paid a part
    /// of, and with each receipt of what came back of it. What is reported is the part of the discount that is frozen over these units, so all
    /// that is reported as returned is no more than what was as redeemed. A cancel before anything ships has nothing to report.
    ///
    /// - Parameters:
    ///   - units: By line, at least 1 each.
    ///   - before: By line, how many went that way before.
    ///   - reference: The shipment, or the return.
    func reportCoupons(
        _ type: EventType, _ units: [Int: Int64], after before: (Int) -> Int64, of order: LockedOrder, _ reference: (name: StaticString, id: String)
    ) async throws {
        guard order.lines.contains(where: { $0.discountFen > 0 }) else { return }
        for coupon in try await run(CouponsOfOrder(order: order.id)) {
            guard let code = coupon.externalCode else { continue }
            var fen: Int64 = 0
            for (index, number) in coupon.lines.enumerated() {
                guard let count = units[Int(number)] else { continue }
                guard let part = Apportionment(amountFen: coupon.lineFen[index], units: coupon.lineUnits[index])?.front(count, after: before(Int(number))) else {
                    throw BrokenOrder(order: order.id, line: Int(number))
                }
                fen += part
            }
            guard fen > 0 else { continue }
            let names = try await names(organizations: [order.organization])
            try await emit(type, about: order.organization) { json in
                json.field("coupon", code.text)
                json.field("campaign", coupon.campaign.external)
                json.field("order", order.id.external)
                json.field(reference.name, reference.id)
                json.field("distributor", names.distributor(of: order.organization).text)
                json.fieldIfPresent("store", names.store(of: order.organization)?.text)
                json.field("fen", fen)
            }
        }
    }
}

/// One or two an order: of each category one.
private struct CouponsOfOrder: Statement {
    struct Result: RowDecodable {
        let campaign: CampaignID
        let lines: [Int32]
        let lineUnits: [Int64]
        let lineFen: [Int64]
        /// Nil for one that the campaign's owner issued itself.
        let externalCode: Code?
        init(from row: inout RowReader) throws {
            campaign = CampaignID(try row.next())
            lines = try row.next()
            lineUnits = try row.next()
            lineFen = try row.next()
            let issued = try row.next(String?.self).map { Code(stored: $0) }
            let component = try CampaignDefinition.read(JSONObject(stored: try row.next())).component
            guard case .coupon(let coupon) = component, coupon.external else {
                externalCode = nil
                return
            }
            if case .shared(let code) = coupon.codes { externalCode = code } else { externalCode = issued }
        }
    }
    static let sql = """
        SELECT o.campaign_id, o.lines, o.line_units, o.line_fen, o.coupon, v.definition
        FROM order_campaigns o JOIN campaigns c ON c.id = o.campaign_id AND c.kind = 'coupon'
        JOIN campaign_versions v ON v.campaign_id = o.campaign_id AND v.version = o.version
        WHERE o.order_id = $1 ORDER BY o.campaign_id
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
