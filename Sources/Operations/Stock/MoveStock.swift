package import Commerce
import Postgres

extension Work {
    /// Books a receipt, an adjustment or a transfer, all lines or none. What arrives in a warehouse of the brand goes to waiting backorders
    /// before the transaction ends.
    ///
    /// - Throws: 404 for a warehouse out of sight, 403 for one whose stock isn't the caller's to move, otherwise `MovementRefusal`.
    package func moveStock(_ draft: MovementDraft) async throws -> MovementView {
        let (warehouses, skus) = try await run(
            WarehousesNamed(codes: [draft.warehouse] + (draft.toWarehouse.map { [$0] } ?? [])), SKUsNamed(codes: draft.lines.map(\.sku), for: caller))
        let (warehouse, toWarehouse) = try places(of: draft, among: Array(warehouses))
        let lines = try Self.lines(of: draft, skus: Array(skus))
        let awaited = (toWarehouse ?? warehouse).kind == .distributor ? [] : try await lockWaitingOrders(of: lines.lazy.map(\.sku))
        let (levels, lots, known) = try await lock(lines, kind: draft.kind, warehouse, toWarehouse, awaited)
        let plan = try MovementPlan(
            kind: draft.kind, warehouse: warehouse.id, toWarehouse: toWarehouse?.id, lines: lines.map { MovementPlan.Line(sku: $0.sku, units: $0.units) }
        ) { id, sku in
            levels[StockKey(warehouse: id, sku: sku)] ?? StockLevel()
        }
        let moved = try LotMovement(
            kind: draft.kind, warehouse: warehouse.id, toWarehouse: toWarehouse?.id, lines: lines, book: lots
        ) { sku, code in known.first { $0.sku == sku && $0.code == code }?.dates }
        let view = MovementView(
            id: ID(try await newID()), at: now, kind: draft.kind, warehouse: draft.warehouse, toWarehouse: draft.toWarehouse,
            reason: draft.reason,
            lines: zip(draft.lines, moved.dates).map { line, dates in
                MovementDraft.Line(
                    sku: line.sku, units: line.units, lot: line.lot, productionDate: dates?.productionDate, bestBefore: dates?.bestBefore)
            })
        let owners = [warehouse.id: warehouse.owner].merging(toWarehouse.map { [$0.id: $0.owner] } ?? [:]) { first, _ in first }
        _ = try await run(
            ChangeOnHand(changes: plan.changes), InsertMovements(changes: plan.changes, view: view, owners: owners), MakeLots(moved.book),
            ChangeLots(moved.book))
        let brandsOwn = Set(warehouses.filter { $0.kind != .distributor }.map(\.id))
        stockChanged(plan.changes.map { BoardRow(warehouse: $0.warehouse, sku: $0.sku, level: $0.level) })
        stockFreed(plan.changes.lazy.filter { $0.units > 0 && brandsOwn.contains($0.warehouse) }.map(\.sku))
        try await tell(view, about: (toWarehouse ?? warehouse).owner)
        return view
    }

    private func places(
        of draft: MovementDraft, among found: [WarehousesNamed.Result]
    ) throws -> (WarehousesNamed.Result, WarehousesNamed.Result?) {
        func place(_ code: Code) throws -> WarehousesNamed.Result {
            guard let place = found.first(where: { $0.code == code }), caller.seesWarehouses(of: place.owner) else {
                throw Reason.absent("warehouse")
            }
            return place
        }
        let warehouse = try place(draft.warehouse)
        let toWarehouse = try draft.toWarehouse.map(place)
        guard caller.keepsStock(of: warehouse.owner) else { throw MovementRefusal.notYours(warehouse.code) }
        if let toWarehouse, !caller.maySendStock(of: warehouse.owner, to: toWarehouse.owner) {
            throw MovementRefusal.notYours(toWarehouse.code)
        }
        return (warehouse, toWarehouse)
    }

    private static func lines(of draft: MovementDraft, skus: [SKUsNamed.Result]) throws -> [LotMovement.Line] {
        let named = Dictionary(skus.map { ($0.code, $0) }) { first, _ in first }
        let unknown = draft.lines.indices.filter { named[draft.lines[$0].sku] == nil }
        guard unknown.isEmpty else { throw MovementRefusal.unknownSKUs(lines: unknown) }
        return draft.lines.compactMap { line in
            named[line.sku].map { sku in
                LotMovement.Line(
                    sku: sku.id, units: line.units, lot: line.lot, productionDate: line.productionDate, bestBefore: line.bestBefore,
                    shelfLifeDays: sku.shelfLifeDays)
            }
        }
    }

    /// Makes the rows that something arrives at, and locks all rows in key order, those that backorders are filled from among them, and then
    /// the lots of the rows that change.
    private func lock(
        _ lines: [LotMovement.Line], kind: MovementKind, _ warehouse: WarehousesNamed.Result, _ toWarehouse: WarehousesNamed.Result?,
        _ awaited: Set<SKUID>
    ) async throws -> ([StockKey: StockLevel], LotBook, [KnownLots.Result]) {
        let arrivals = kind == .transfer ? lines : lines.filter { $0.units > 0 }
        let receiver = toWarehouse ?? warehouse
        let places = [warehouse.id] + (toWarehouse.map { [$0.id] } ?? [])
        let rows = Set(places.flatMap { place in lines.map { StockKey(warehouse: place, sku: $0.sku) } })
        let received = kind == .receipt ? lines.compactMap { line in line.lot.map { (sku: line.sku, code: $0) } } : []
        let owners = Set([.headquarters, warehouse.owner] + (warehouse.owner.region.map { [$0] } ?? []))
        let (_, levels, lots, known) = try await run(
            MakeStockRows(rows: arrivals.map { (receiver.owner, StockKey(warehouse: receiver.id, sku: $0.sku)) }),
            LockStock(keys: rowsToFill(awaited).union(rows).sorted()), LockLots(keys: rows.sorted()),
            KnownLots(lots: received, owners: owners.sorted()))
        return (Dictionary(levels.map { ($0.key, $0.level) }) { first, _ in first }, LotBook(lots), Array(known))
    }

    /// One event, about the receiver: who sends reaches who receives, so both sides see it.
    private func tell(_ view: MovementView, about organization: OrganizationID) async throws {
        try await emit(.stockMoved, about: organization) { json in
            json.field("id", view.id.external)
            json.field("kind", view.kind.rawValue)
            json.field("warehouse", view.warehouse.text)
            json.fieldIfPresent("toWarehouse", view.toWarehouse?.text)
            json.field("reason", view.reason)
            json.array("lines", view.lines) { json, line in
                json.field("sku", line.sku.text)
                json.field("units", line.units)
                json.fieldIfPresent("lot", line.lot?.text)
            }
        }
    }
}

/// The rows are locked, and each is changed once.
struct ChangeOnHand: Statement {
    static let sql = """
        UPDATE stock_levels l SET on_hand = l.on_hand + u.units
        FROM unnest($1::int[], $2::int[], $3::bigint[]) AS u (warehouse, sku, units)
        WHERE l.warehouse_id = u.warehouse AND l.sku_id = u.sku
        """
    let changes: [MovementPlan.Change]

    func bind(_ parameters: inout Parameters) {
        parameters.append(changes.map(\.warehouse.rawValue))
        parameters.append(changes.map(\.sku.rawValue))
        parameters.append(changes.map(\.units))
    }
}

private struct InsertMovements: Statement {
    static let sql = """
        INSERT INTO stock_movements (id, at, kind, reason, organization_id, warehouse_id, sku_id, units)
        SELECT $1, $2, $3, $4, o, w, s, n FROM unnest($5::bigint[], $6::int[], $7::int[], $8::bigint[]) AS u (o, w, s, n)
        """
    let changes: [MovementPlan.Change]
    let view: MovementView
    let owners: [WarehouseID: OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(view.id.rawValue)
        parameters.append(Timestamp(view.at))
        parameters.append(view.kind.rawValue)
        parameters.append(view.reason)
        parameters.append(changes.map { owners[$0.warehouse]?.rawValue ?? 0 })
        parameters.append(changes.map(\.warehouse.rawValue))
        parameters.append(changes.map(\.sku.rawValue))
        parameters.append(changes.map(\.units))
    }
}
