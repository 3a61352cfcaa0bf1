import Commerce
import Logging
import Postgres

extension Brand {
    /// Finishes what groups have come to. Groups whose deadline has come without being full are closed; of every closed one each order is
    /// cancelled, and with that its stock, its money, its counters and its allocations are free; of every filled one each order is
    /// confirmed and its shipments are released. Each order in a unit of work of its own, so that whatever cuts this short, the next time
    /// goes on from there; two servers that do it at once do no harm.
    ///
    /// - Returns: how many groups were settled.
    package func settleGroupBuys() async throws -> Int {
        while try await writer.run(ExpireGroups(at: clock.now())).affected == ExpireGroups.part {}
        var settled = 0
        var after = GroupBuyID(0)
        while !Task.isCancelled {
            let groups = try await writer.run(UnsettledGroups(after: after))
            for group in groups {
                settled += try await settle(group)
                after = group.id
            }
            if groups.count < UnsettledGroups.part { break }
        }
        return settled
    }

    /// An order that can't be settled now is left for the next time, and its group with it; the others go on.
    private func settle(_ group: UnsettledGroups.Result) async throws -> Int {
        for row in try await writer.run(AwaitingOrders(group: group.id)) {
            do {
                try await work(for: .system) { work in
                    if group.status == .filled { try await work.releaseOrder(row.order, of: group) } else { try await work.failOrder(row.order, of: group) }
                }
            } catch {
                if Unavailability.isAway(error) || error is CancellationError { throw error }
                logger.error("An order couldn't be settled with its group", metadata: ["order": "\(row.order.external)", "error": "\(error)"])
            }
        }
        return try await writer.run(CloseGroup(group: group.id, at: clock.now())).affected
    }
}

extension Work {
    /// The group is full: the order is confirmed and its shipments are released, promised from now on as they were from when it was placed, what its
    /// distributor delivers itself on a day on which it does. One
    /// that was sold in advance goes on waiting, for its balance and for when it may leave; when that is due already, it is given up instead:
    /// nobody loses a deposit for a balance that there was no time to pay.
    fileprivate func releaseOrder(_ id: OrderID, of group: UnsettledGroups.Result) async throws {
        let found = try await run(AdvanceOfOrder(order: id)).first
        if let found, found.status == .unpaid, found.advance.balanceDue <= now { return try await failOrder(id, of: group) }
        guard let order = try await lockOrder(.order(id)), order.status == .awaitingGroup else { return }
        if let found {
            let status: OrderStatus = found.status == .unpaid ? .awaitingBalance : .confirmed
            _ = try await run(SetOrderStatus(order: id, status: status))
            return try await tell(.groupFilled, of: order, status, group)
        }
        let promises = try await ownDeliveries(of: order)
        _ = try await run(ReleaseShipments(order: id, at: now, promises: promises), PromiseReleased(order: id))
        let status = try await settle(order)
        try await tell(.groupFilled, of: order, status, group)
    }

    /// What a store's distributor delivers itself, when it has days for that: the first promise was put off to one, so that it says no more how long
    /// the way is.
    private func ownDeliveries(of order: LockedOrder) async throws -> [(shipment: ShipmentID, at: Instant)] {
        guard order.organization.kind == .store, let days = try await run(ReadDeliveryDays(buyer: order.organization)).first?.days, !days.weekdays.isEmpty
        else { return [] }
        let policy = brand.catalog.current.sourcing.policy
        return order.shipments.compactMap { shipment in
            guard shipment.warehouseOrganization.kind == .distributor, let minutes = policy.promisedMinutes(over: shipment.distanceMetres) else { return nil }
            return (shipment.id, days.delivery(of: now.adding(minutes: minutes)))
        }
    }

    /// The group failed: the order is cancelled, as if its buyer had done it.
    fileprivate func failOrder(_ id: OrderID, of group: UnsettledGroups.Result) async throws {
        guard let order = try await lockOrderAndWaiting(.order(id)), order.status == .awaitingGroup else { return }
        let cancelled = try await cancelOrder(id)
        try await tell(.groupFailed, of: order, cancelled.status, group)
    }

    private func tell(_ type: EventType, of order: LockedOrder, _ status: OrderStatus, _ group: UnsettledGroups.Result) async throws {
        let names = try await names(organizations: [order.organization])
        try await emit(type, about: order.organization) { json in
            json.field("campaign", group.campaign.external)
            json.field("group", group.id.external)
            json.field("joined", group.joined)
            json.field("size", group.size)
            json.field("order", order.id.external)
            json.field("number", order.number)
            json.field("distributor", names.distributor(of: order.organization).text)
            json.fieldIfPresent("store", names.store(of: order.organization)?.text)
            json.field("status", status.rawValue)
        }
    }
}

/// Whoever joins one of them holds its row; it is closed the next time, should it still be open then.
private struct ExpireGroups: Statement {
    static let part = 200
    static let sql = """
        UPDATE group_buys SET status = 'expired'
        WHERE id IN (SELECT id FROM group_buys WHERE status = 'open' AND deadline <= $1 ORDER BY deadline LIMIT \(part) FOR NO KEY UPDATE SKIP LOCKED)
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) { parameters.append(Timestamp(at)) }
}

private struct UnsettledGroups: Statement {
    struct Result: RowDecodable {
        let id: GroupBuyID
        let campaign: CampaignID
        let joined: Int64
        let size: Int64
        let status: GroupBuyStatus
        init(from row: inout RowReader) throws {
            id = GroupBuyID(try row.next())
            campaign = CampaignID(try row.next())
            joined = try row.next()
            size = try row.next()
            status = GroupBuyStatus(rawValue: try row.next(String.self)) ?? .open
        }
    }
    static let part = 100
    static let sql = """
        SELECT id, campaign_id, joined, size, status FROM group_buys WHERE status IN ('filled', 'expired') AND id > $1 ORDER BY id LIMIT \(part)
        """
    let after: GroupBuyID

    func bind(_ parameters: inout Parameters) { parameters.append(after.rawValue) }
}

private struct AwaitingOrders: Statement {
    struct Result: RowDecodable {
        let order: OrderID
        init(from row: inout RowReader) throws { order = OrderID(try row.next()) }
    }
    static let sql = """
        SELECT o.id FROM group_buy_seats s JOIN orders o ON o.id = s.order_id
        WHERE s.group_id = $1 AND o.status = 'awaitingGroup' ORDER BY o.id
        """
    let group: GroupBuyID

    func bind(_ parameters: inout Parameters) { parameters.append(group.rawValue) }
}

/// A group is done with when none of its orders waits any more.
private struct CloseGroup: Statement {
    static let sql = """
        UPDATE group_buys g SET status = CASE g.status WHEN 'filled' THEN 'released' ELSE 'failed' END, settled_at = $2
        WHERE g.id = $1 AND g.status IN ('filled', 'expired') AND NOT EXISTS (
            SELECT 1 FROM group_buy_seats s JOIN orders o ON o.id = s.order_id WHERE s.group_id = g.id AND o.status = 'awaitingGroup')
        """
    let group: GroupBuyID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(group.rawValue)
        parameters.append(Timestamp(at))
    }
}

private struct ReleaseShipments: Statement {
    static let sql = """
        UPDATE shipments s SET status = 'released', promised_at = coalesce(
            (SELECT u.at FROM unnest($3::bigint[], $4::timestamptz[]) AS u (id, at) WHERE u.id = s.id),
            s.promised_at + greatest($2::timestamptz - s.created_at, interval '0'))
        WHERE s.order_id = $1 AND s.status = 'waiting'
        """
    let order: OrderID
    let at: Instant
    /// Those that aren't promised by how much later they leave.
    let promises: [(shipment: ShipmentID, at: Instant)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(promises.map(\.shipment.rawValue))
        parameters.append(promises.map { Timestamp($0.at) })
    }
}

private struct PromiseReleased: Statement {
    static let sql = """
        UPDATE orders SET promised_at = (SELECT max(promised_at) FROM shipments WHERE order_id = $1 AND status = 'released') WHERE id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
