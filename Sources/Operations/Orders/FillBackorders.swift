import Commerce
import Postgres

extension Work {
    /// Gives what became free in this transaction to the orders that wait for it.
    func fillFreedBackorders() async throws {
        let freed = takeFreedSKUs()
        guard !freed.isEmpty else { return }
        try await fillBackorders(of: freed, holdingLocks: true)
    }

    /// Sources waiting units of these SKUs, the oldest order first, each as well as its own reach allows, inside this transaction: nothing
    /// new can come between the stock and those who waited for it. Everything that may be touched is locked first, orders before stock;
    /// then the orders are taken a few hundred at a time.
    ///
    /// - Parameters:
    ///   - withheld: rows that give an order nothing, whatever the books say: nothing was found there for it.
    ///   - holdingLocks: whether this work has locked stock already. An order that began to wait since its orders were locked isn't waited
    ///     for then, which could be for ever: the work begins anew and locks it in its turn.
    func fillBackorders(of skus: Set<SKUID>, withholding withheld: [OrderID: Set<StockKey>] = [:], holdingLocks: Bool) async throws {
        let awaited = try await lockWaitingOrders(of: skus, orBeginAnew: holdingLocks)
        guard !awaited.isEmpty else { return }
        _ = try await run(LockStock(keys: rowsToFill(awaited).sorted()))
        var after: WaitingOrders.Position?
        while true {
            let (orders) = try await run(WaitingOrders(skus: awaited.sorted(), after: after))
            try await fill(Array(orders), only: awaited, withholding: withheld)
            guard orders.count == WaitingOrders.limit, let last = orders.last else { return }
            after = WaitingOrders.Position(placedAt: last.placedAt, id: last.id)
        }
    }

    private func fill(
        _ orders: [WaitingOrders.Result], only skus: Set<SKUID>, withholding withheld: [OrderID: Set<StockKey>]
    ) async throws {
        guard !orders.isEmpty else { return }
        let (lines, counts) = try await run(WaitingLines(orders: orders.map(\.id)), ShipmentCounts(orders: orders.map(\.id)))
        let shipmentsBefore = Dictionary(counts.map { ($0.order, $0.shipments) }) { first, _ in first }
        let planner = OrderPlanner(snapshot: brand.catalog.current)
        let requests = orders.map { order in
            let needs = lines.compactMap { line -> OrderPlanner.Need? in
                guard line.order == order.id, skus.contains(line.sku), let sku = planner.snapshot.skus[line.sku] else { return nil }
                return OrderPlanner.Need(line: line.line, sku: sku, units: line.units)
            }
            let sources = planner.sources(for: order.organization, at: order.place, tiers: order.tiers)
            return (order: order, needs: needs, sources: sources)
        }
        var rows: Set<StockKey> = []
        var shares: Set<PoolShareKey> = []
        for request in requests {
            for row in planner.candidateRows(request.needs, sources: request.sources) {
                rows.insert(row)
                shares.insert(PoolShareKey(distributor: request.order.organization, warehouse: row.warehouse, sku: row.sku))
            }
        }
        let (levels, held) = try await run(LockStock(keys: rows.sorted()), ReadPoolShares(keys: shares.sorted()))
        var stock = LockedStock(levels: levels, held: held)
        var filled: [FilledOrder] = []
        for request in requests where !request.needs.isEmpty {
            let free = StockWithout(withheld[request.order.id] ?? [], of: stock)
            guard
                let plan = try? planner.plan(
                    request.needs, for: request.order.organization, sources: request.sources, tiers: request.order.tiers, stock: free),
                !plan.shipments.isEmpty
            else { continue }
            stock.hold(plan, for: request.order.organization)
            filled.append(FilledOrder(order: request.order, plan: plan, shipmentsBefore: shipmentsBefore[request.order.id] ?? 0))
        }
        try await write(filled, stock, planner.snapshot)
    }

    private func write(_ filled: [FilledOrder], _ stock: LockedStock, _ snapshot: Snapshot) async throws {
        guard !filled.isEmpty else { return }
        var rows = PlacementRows()
        var ids = try await brand.ids.take(filled.reduce(0) { $0 + $1.plan.shipments.count }, in: transaction)[...]
        var promises: [OrderID: Instant] = [:]
        for fill in filled {
            let shipments = rows.shipments(
                of: fill.plan, order: fill.order.id, number: fill.order.number, first: Int(fill.shipmentsBefore) + 1, buyer: fill.order.organization,
                deliveryDays: fill.order.deliveryDays, snapshot, now: now, ids: &ids)
            promises[fill.order.id] = shipments.map(\.promisedAt).max()
            try await emit(.orderAllocated, about: fill.order.organization) { json in
                json.field("order", fill.order.id.external)
                json.field("number", fill.order.number)
                json.field("units", fill.units)
                json.array("warehouses") { list in
                    for shipment in shipments { list.value(shipment.warehouse.text) }
                }
            }
        }
        _ = try await run(
            ChangeHolds(changes: stock.sortedChanges),
            ChangePoolShares(changes: stock.sortedPoolChanges),
            InsertShipments(rows: rows.shipments, at: now),
            InsertStockHolds(rows: rows.holds),
            TakeFromBackorders(filled: filled),
            SettleWaitingOrders(filled: filled, promises: promises),
            InsertLaterTraces(filled: filled, at: now, policyVersion: snapshot.sourcing.version))
        stockChanged(stock.boardRows, held: stock.heldAfter)
    }
}

/// A waiting order and what was found for it.
struct FilledOrder: Sendable {
    let order: WaitingOrders.Result
    let plan: SourcingPlan
    /// Those it had before, cancelled ones among them; its new ones are numbered behind them.
    let shipmentsBefore: Int64

    var units: Int64 {
        plan.shipments.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.units } }
    }

    /// By line: the units found.
    var unitsByLine: [Int: Int64] {
        plan.shipments.reduce(into: [:]) { sums, shipment in
            for line in shipment.lines { sums[line.line, default: 0] += line.units }
        }
    }
}

/// Orders that wait for one of the SKUs, oldest first, under their locks.
struct WaitingOrders: Statement {
    struct Position: Sendable {
        let placedAt: Instant
        let id: OrderID
    }

    struct Result: RowDecodable {
        let id: OrderID
        let organization: OrganizationID
        let placedAt: Instant
        let number: String
        let place: Coordinates
        let deliveryDays: DeliveryDays
        init(from row: inout RowReader) throws {
            id = OrderID(try row.next())
            organization = OrganizationID(try row.next())
            placedAt = Instant(try row.next(Timestamp.self))
            number = try row.next()
            place = Coordinates(storedLatitudeE6: try row.next(), longitudeE6: try row.next())
            deliveryDays = DeliveryDays(try row.next([Int32].self).map { Int($0) })
        }

        /// A store's order that lost units is filled again from its distributor's own stock: the brand's was paid for when it was placed.
        var tiers: [SourcingTier]? { organization.kind == .store ? [.own] : nil }
    }

    static let limit = 200
    static let sql = """
        SELECT o.id, o.organization_id, o.placed_at, o.number, o.latitude_e6, o.longitude_e6,
               \(ReadDeliveryDays.weekdays(of: "o.organization_id"))
        FROM orders o
        WHERE o.status = 'backordered'
          AND o.id IN (SELECT order_id FROM order_lines WHERE backordered_units > 0 AND sku_id = ANY($1::int[]))
          AND ($2::timestamptz IS NULL OR (o.placed_at, o.id) > ($2, $3))
        ORDER BY o.placed_at, o.id
        LIMIT \(limit)
        FOR NO KEY UPDATE OF o
        """
    let skus: [SKUID]
    let after: Position?

    func bind(_ parameters: inout Parameters) {
        parameters.append(skus.map(\.rawValue))
        parameters.append((after?.placedAt).map { Timestamp($0) })
        parameters.append(after?.id.rawValue)
    }
}

struct WaitingLines: Statement {
    struct Result: RowDecodable {
        let order: OrderID
        let line: Int
        let sku: SKUID
        let units: Int64
        init(from row: inout RowReader) throws {
            order = OrderID(try row.next())
            line = Int(try row.next(Int32.self))
            sku = SKUID(try row.next())
            units = try row.next()
        }
    }
    static let sql = """
        SELECT order_id, line_no, sku_id, backordered_units FROM order_lines
        WHERE order_id = ANY($1::bigint[]) AND backordered_units > 0 ORDER BY order_id, line_no
        """
    let orders: [OrderID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(orders.map(\.rawValue))
    }
}

/// How many shipments orders have had so far. Counted by a statement after the one that locked the orders: a count made while waiting for the
/// lock would be the one of before, and a number would be given twice.
struct ShipmentCounts: Statement {
    struct Result: RowDecodable {
        let order: OrderID
        let shipments: Int64
        init(from row: inout RowReader) throws {
            order = OrderID(try row.next())
            shipments = try row.next()
        }
    }
    static let sql = "SELECT order_id, count(*) FROM shipments WHERE order_id = ANY($1::bigint[]) GROUP BY order_id"
    let orders: [OrderID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(orders.map(\.rawValue))
    }
}

private struct TakeFromBackorders: Statement {
    static let sql = """
        UPDATE order_lines l SET backordered_units = l.backordered_units - u.units
        FROM unnest($1::bigint[], $2::int[], $3::bigint[]) AS u (order_id, line_no, units)
        WHERE l.order_id = u.order_id AND l.line_no = u.line_no
        """
    let filled: [FilledOrder]

    func bind(_ parameters: inout Parameters) {
        let rows = filled.flatMap { fill in fill.unitsByLine.sorted { $0.key < $1.key }.map { (fill.order.id, $0.key, $0.value) } }
        parameters.append(rows.map(\.0.rawValue))
        parameters.append(rows.map { Int32($0.1) })
        parameters.append(rows.map(\.2))
    }
}

/// An order of which nothing waits any more is confirmed; its promise is that of its last shipment.
private struct SettleWaitingOrders: Statement {
    static let sql = """
        UPDATE orders o SET promised_at = greatest(o.promised_at, u.promised_at),
               status = CASE WHEN EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.backordered_units > 0)
                             THEN 'backordered' ELSE 'confirmed' END
        FROM unnest($1::bigint[], $2::timestamptz[]) AS u (id, promised_at)
        WHERE o.id = u.id
        """
    let filled: [FilledOrder]
    let promises: [OrderID: Instant]

    func bind(_ parameters: inout Parameters) {
        parameters.append(filled.map(\.order.id.rawValue))
        parameters.append(filled.map { promises[$0.order.id].map { Timestamp($0) } })
    }
}

private struct InsertLaterTraces: Statement {
    static let sql = """
        INSERT INTO order_traces (order_id, placed_at, policy_version, trace)
        SELECT i, $1, $2, t FROM unnest($3::bigint[], $4::bytea[]) AS u (i, t)
        """
    let filled: [FilledOrder]
    let at: Instant
    let policyVersion: Int

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(Int32(policyVersion))
        parameters.append(filled.map(\.order.id.rawValue))
        parameters.append(filled.map { Bytes(SourcingTrace.encode($0.plan)) })
    }
}
