package import Commerce
import Postgres

extension Work {
    /// A buyer wants to give back some of what it was sent. The units are spread over the order's lines and over the warehouses they came
    /// from, and no other return can speak for them until this one is refused.
    ///
    /// - Returns: the return, requested.
    /// - Throws: 404 when there is no such order within the caller's reach; `ReturnRefusal`.
    package func requestReturn(_ draft: ReturnDraft) async throws -> ReturnView {
        guard let order = try await lockOrder(.order(draft.order)), caller.reaches(order.organization) else { throw Reason.absent("order") }
        guard caller.organization == order.organization else { throw ReturnRefusal.anothersOrder }
        let earlier = try await run(OrderReturns(order: order.id))
        let skus = Dictionary(order.lines.map { ($0.code, $0.sku) }) { first, _ in first }
        let plan = try ReturnPlan(draft.lines.map { ReturnPlan.Wanted(sku: skus[$0.sku], units: $0.units) }, of: order.sent(after: Array(earlier)))
        try await refuseBrokenBundles(plan, of: order, after: Array(earlier))
        let id = ReturnID(try await newID())
        let count = Set(earlier.map(\.line.return)).count
        _ = try await run(
            InsertReturn(
                id: id, order: order.id, organization: order.organization, at: now, number: "\(order.number)-R\(count + 1)", reason: draft.reason),
            InsertReturnLines(id: id, parts: plan.parts))
        try await tell(.returnRequested, of: id, number: "\(order.number)-R\(count + 1)", order, status: .requested)
        return try await returnView(id)
    }

    /// A bundle that is given back whole only can't be taken apart by a return; those requested before count as gone.
    private func refuseBrokenBundles(_ plan: ReturnPlan, of order: LockedOrder, after earlier: [OrderReturns.Result]) async throws {
        guard let discount = try await keptDiscount(of: order) else { return }
        var gone = order.gone(from: discount)
        for row in earlier where row.status != .refused { gone[row.line.line, default: .nothing].returnedUnits += row.line.units }
        let before = gone
        for part in plan.parts { gone[part.line, default: .nothing].returnedUnits += part.units }
        try discount.allowReturn(gone, after: before)
    }

    /// One event of a return, about its buyer.
    func tell(_ type: EventType, of id: ReturnID, number: String, _ order: LockedOrder, status: ReturnStatus, refundFen: Int64? = nil) async throws {
        let names = try await names(organizations: [order.organization])
        try await emit(type, about: order.organization) { json in
            json.field("return", id.external)
            json.field("number", number)
            json.field("order", order.id.external)
            json.field("distributor", names.distributor(of: order.organization).text)
            json.fieldIfPresent("store", names.store(of: order.organization)?.text)
            json.field("status", status.rawValue)
            json.fieldIfPresent("refundFen", refundFen)
        }
    }
}

extension LockedOrder {
    /// What was sent by line and warehouse, and how much of it returns speak for already.
    fileprivate func sent(after earlier: [OrderReturns.Result]) -> [ReturnPlan.Sent] {
        struct Key: Hashable {
            let line: Int
            let warehouse: WarehouseID
        }
        var shipped: [Key: (sku: SKUID, units: Int64)] = [:]
        for hold in holds where hold.postedUnits > 0 {
            shipped[Key(line: hold.line, warehouse: hold.warehouse), default: (hold.sku, 0)].units += hold.postedUnits
        }
        var claimed: [Key: Int64] = [:]
        for row in earlier where row.status != .refused {
            claimed[Key(line: row.line.line, warehouse: row.line.warehouse), default: 0] += row.line.units
        }
        return shipped.map { key, sent in
            ReturnPlan.Sent(
                line: key.line, sku: sent.sku, warehouse: key.warehouse, shippedUnits: sent.units, claimedUnits: claimed[key] ?? 0)
        }
    }
}

private struct InsertReturn: Statement {
    static let sql = """
        INSERT INTO returns (id, order_id, organization_id, requested_at, status, number, reason) VALUES ($1, $2, $3, $4, 'requested', $5, $6)
        """
    let id: ReturnID
    let order: OrderID
    let organization: OrganizationID
    let at: Instant
    let number: String
    let reason: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(order.rawValue)
        parameters.append(organization.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(number)
        parameters.append(reason)
    }
}

private struct InsertReturnLines: Statement {
    static let sql = """
        INSERT INTO return_lines (return_id, units, order_line_no, warehouse_id, sku_id)
        SELECT $1, u, l, w, s FROM unnest($2::bigint[], $3::int[], $4::int[], $5::int[]) AS p (u, l, w, s)
        """
    let id: ReturnID
    let parts: [ReturnPlan.Part]

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(parts.map(\.units))
        parameters.append(parts.map { Int32($0.line) })
        parameters.append(parts.map(\.warehouse.rawValue))
        parameters.append(parts.map(\.sku.rawValue))
    }
}
