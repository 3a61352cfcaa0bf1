package import Commerce
import Postgres

/// A SKU that a picker didn't find.
package struct MissingUnits: Sendable, Equatable {
    package static let unitsRange: ClosedRange<Int64> = 1...10_000_000_000

    package let sku: Code
    package let units: Int64

    package init(sku: Code, units: Int64) {
        self.sku = sku
        self.units = units
    }
}

extension Work {
    /// Units of a released or picked shipment aren't there. They leave it and the warehouse's books, and are sourced again at once, from
    /// anywhere but there, in their order's turn: who ordered earlier and waits for the same goes first. Whatever is picked, here or
    /// elsewhere, is left alone. Units that aren't found wait for stock when the order allows it; otherwise they are cancelled and what was
    /// held for them is free again. A shipment with nothing left is cancelled.
    ///
    /// - Returns: the shipment afterwards.
    /// - Throws: 404, or `ShipmentRefusal` when it isn't the caller's to handle, has left, or holds less than is said to be missing.
    package func shortShipment(_ id: ShipmentID, missing: [MissingUnits]) async throws -> ShipmentView {
        let (order, shipment) = try await lockShipment(id, toward: .short)
        let held = order.pending(of: id)
        let skus = Dictionary(order.lines.map { ($0.code, $0.sku) }) { first, _ in first }
        let plan = try ShortPlan(
            missing.map { ShortPlan.Missing(sku: skus[$0.sku], units: $0.units) },
            of: held.map { ShortPlan.Held(line: $0.line, sku: $0.sku, source: $0.source, pendingUnits: $0.pendingUnits) })
        let parts = plan.cuts.sorted { $0.key < $1.key }.map { ResolvedHold(hold: held[$0.key], units: $0.value) }
        try await lockForShort(of: order, parts)
        try await resolve(parts, as: .missing, of: order)
        try await recordMovements(parts, kind: .adjustment, reason: "short", reference: id, owner: shipment.warehouseOrganization)
        _ = try await run(
            BackorderUnits(order: order.id, parts: parts), SetOrderStatus(order: order.id, status: .backordered),
            StepShipment(id: id, status: plan.leavesSomething ? shipment.status : .cancelled, at: now))
        try await fillBackorders(of: Set(parts.map(\.hold.sku)), withholding: [order.id: Set(parts.map(\.hold.stock))], holdingLocks: true)
        let cancelled = try await cancelWhatWaits(of: order)
        try await tell(.shipmentShorted, of: shipment, order) { json in
            json.array("lines", missing) { json, line in
                json.field("sku", line.sku.text)
                json.field("missingUnits", line.units)
            }
            json.field("cancelledUnits", cancelled)
        }
        try await settle(order)
        return try await shipmentView(id)
    }

    /// Everything that may be needed is locked at once, in the order in which everybody locks: the accounts, should money be given back, and
    /// the SKUs' rows in every warehouse that may be asked, a store's distributor's among them.
    private func lockForShort(of order: LockedOrder, _ parts: [ResolvedHold]) async throws {
        let skus = order.awaited.union(parts.map(\.hold.sku))
        let own = order.organization.distributor.map { brand.catalog.current.warehouses.own(of: $0) } ?? []
        let rows = rowsToFill(skus).union(parts.map(\.hold.stock)).union(
            own.flatMap { warehouse in parts.map { StockKey(warehouse: warehouse.id, sku: $0.hold.sku) } })
        _ = try await run(LockAccounts(organizations: order.payers), LockStock(keys: rows.sorted()))
    }

    /// An order that allows no backorders gives up what isn't found.
    /// - Returns: how many units.
    private func cancelWhatWaits(of order: LockedOrder) async throws -> Int64 {
        guard !order.allowBackorder else { return 0 }
        let waiting = try await run(WaitingLines(orders: [order.id]))
        let units = Dictionary(waiting.map { ($0.line, $0.units) }) { first, _ in first }
        try await cancelUnits(units, of: order, waiting: units)
        return units.values.reduce(0, +)
    }
}

private struct BackorderUnits: Statement {
    static let sql = """
        UPDATE order_lines l SET backordered_units = l.backordered_units + u.units
        FROM (SELECT n AS line_no, sum(c)::bigint AS units FROM unnest($2::int[], $3::bigint[]) AS p (n, c) GROUP BY n) u
        WHERE l.order_id = $1 AND l.line_no = u.line_no
        """
    let order: OrderID
    let parts: [ResolvedHold]

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(parts.map { Int32($0.hold.line) })
        parameters.append(parts.map(\.units))
    }
}
