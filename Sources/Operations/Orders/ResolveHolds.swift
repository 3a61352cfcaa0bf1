import Commerce
import Postgres

/// Pending units of one hold that are resolved.
struct ResolvedHold: Sendable {
    let hold: OrderHolds.Result
    let units: Int64
}

extension Work {
    /// Resolves pending units of an order's holds, on the stock rows, their lots, the buyer's pool shares and the holds themselves. The order is
    /// locked, and so are the accounts of those who pay for it; the rows are locked here, in key order, and with them those of its SKUs that orders
    /// wait for, then the lots. What the brand supplies a store with is resolved with its goods. CHECKs keep anything from being resolved twice.
    func resolve(_ parts: [ResolvedHold], as outcome: HoldOutcome, of order: LockedOrder) async throws {
        guard !parts.isEmpty else { return }
        try await resolveSupply(parts, as: outcome, of: order)
        var changes: [StockKey: LevelChange] = [:]
        var shares: [PoolShareKey: Int64] = [:]
        for part in parts {
            let key = part.hold.stock
            var change = changes[key] ?? LevelChange(key: key)
            switch part.hold.source {
            case .general: change.reserved -= part.units
            case .pool:
                change.poolReserved -= part.units
                shares[PoolShareKey(distributor: order.organization, warehouse: key.warehouse, sku: key.sku), default: 0] += part.units
            }
            if outcome.leavesStock { change.onHand -= part.units }
            changes[key] = change
        }
        let sorted = changes.values.sorted { $0.key < $1.key }
        let (levels, lots, assigned) = try await run(
            LockStock(keys: rowsToFill(order.awaited).union(changes.keys).sorted()),
            LockLots(keys: order.rowsOfLots(parts, as: outcome).sorted()), AssignedLots(order: order.id))
        let resolution = try LotResolution(parts, as: outcome, of: order, assigned: assigned, lots: lots)
        let (_, _, _, held, _) = try await run(
            ChangeLevels(changes: sorted), ChangeLots(resolution.book), CutShipmentLots(cuts: resolution.cuts),
            ReleasePoolShares(shares: shares.sorted { $0.key < $1.key }.map { (key: $0.key, units: $0.value) }),
            ResolveStockHolds(parts: parts, posted: outcome == .posted))
        stockChanged(
            levels.map { row in BoardRow(warehouse: row.key.warehouse, sku: row.key.sku, level: row.level.changed(by: changes[row.key])) },
            held: Dictionary(held.map { ($0.key, $0.held) }) { first, _ in first })
    }

    /// Writes what the resolved units did to stock: one document, a line for each row. Does nothing for no lines.
    func recordMovements(
        _ parts: [ResolvedHold], kind: MovementKind, reason: String, reference: ShipmentID, owner: OrganizationID
    ) async throws {
        var units: [StockKey: Int64] = [:]
        for part in parts { units[part.hold.stock, default: 0] -= part.units }
        try await recordMovements(units, kind: kind, reason: reason, reference: reference.rawValue) { _ in owner }
    }

    func recordMovements(
        _ units: [StockKey: Int64], kind: MovementKind, reason: String, reference: Int64, owner: (WarehouseID) -> OrganizationID
    ) async throws {
        guard !units.isEmpty else { return }
        let lines = units.sorted { $0.key < $1.key }.map { InsertOrderMovements.Line(key: $0.key, owner: owner($0.key.warehouse), units: $0.value) }
        _ = try await run(
            InsertOrderMovements(id: try await newID(), at: now, kind: kind, reason: reason, reference: reference, lines: lines))
    }
}

/// By how much a stock row changes.
struct LevelChange: Sendable {
    let key: StockKey
    var onHand: Int64 = 0
    var reserved: Int64 = 0
    var poolReserved: Int64 = 0
}

extension StockLevel {
    func changed(by change: LevelChange?) -> StockLevel {
        guard let change else { return self }
        return StockLevel(
            onHand: onHand + change.onHand, reserved: reserved + change.reserved, poolReserved: poolReserved + change.poolReserved,
            safetyStock: safetyStock)
    }
}

/// The rows are locked, and each is changed once; the CHECKs stand behind it.
struct ChangeLevels: Statement {
    static let sql = """
        UPDATE stock_levels l SET on_hand = l.on_hand + u.on_hand, reserved = l.reserved + u.reserved, pool_reserved = l.pool_reserved + u.pool
        FROM unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[]) AS u (warehouse, sku, on_hand, reserved, pool)
        WHERE l.warehouse_id = u.warehouse AND l.sku_id = u.sku
        """
    let changes: [LevelChange]

    func bind(_ parameters: inout Parameters) {
        parameters.append(changes.map(\.key.warehouse.rawValue))
        parameters.append(changes.map(\.key.sku.rawValue))
        parameters.append(changes.map(\.onHand))
        parameters.append(changes.map(\.reserved))
        parameters.append(changes.map(\.poolReserved))
    }
}

/// Gives pool shares back and tells what is left of them. An upsert with a negative amount wouldn't do: the CHECK meets the row to be
/// inserted before the conflict is found.
private struct ReleasePoolShares: Statement {
    struct Result: RowDecodable {
        let key: PoolShareKey
        let held: Int64
        init(from row: inout RowReader) throws {
            key = PoolShareKey(
                distributor: OrganizationID(try row.next()), warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next()))
            held = try row.next()
        }
    }
    static let sql = """
        UPDATE pool_shares p SET held = p.held - u.units
        FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[]) AS u (distributor, warehouse, sku, units)
        WHERE p.distributor_id = u.distributor AND p.warehouse_id = u.warehouse AND p.sku_id = u.sku
        RETURNING p.distributor_id, p.warehouse_id, p.sku_id, p.held
        """
    let shares: [(key: PoolShareKey, units: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(shares.map(\.key.distributor.rawValue))
        parameters.append(shares.map(\.key.warehouse.rawValue))
        parameters.append(shares.map(\.key.sku.rawValue))
        parameters.append(shares.map(\.units))
    }
}

private struct ResolveStockHolds: Statement {
    static let sql = """
        UPDATE stock_holds h SET posted_units = h.posted_units + u.posted, voided_units = h.voided_units + u.voided
        FROM unnest($1::bigint[], $2::int[], $3::boolean[], $4::bigint[], $5::bigint[]) AS u (shipment, line_no, from_pool, posted, voided)
        WHERE h.shipment_id = u.shipment AND h.line_no = u.line_no AND h.from_pool = u.from_pool
        """
    let parts: [ResolvedHold]
    let posted: Bool

    func bind(_ parameters: inout Parameters) {
        parameters.append(parts.map(\.hold.shipment.rawValue))
        parameters.append(parts.map { Int32($0.hold.line) })
        parameters.append(parts.map { $0.hold.source == .pool })
        parameters.append(parts.map { posted ? $0.units : 0 })
        parameters.append(parts.map { posted ? 0 : $0.units })
    }
}

private struct InsertOrderMovements: Statement {
    struct Line: Sendable {
        let key: StockKey
        let owner: OrganizationID
        let units: Int64
    }

    static let sql = """
        INSERT INTO stock_movements (id, at, kind, reason, reference, organization_id, warehouse_id, sku_id, units)
        SELECT $1, $2, $3, $4, $5, o, w, s, n FROM unnest($6::bigint[], $7::int[], $8::int[], $9::bigint[]) AS u (o, w, s, n)
        """
    let id: Int64
    let at: Instant
    let kind: MovementKind
    let reason: String
    let reference: Int64
    let lines: [Line]

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Timestamp(at))
        parameters.append(kind.rawValue)
        parameters.append(reason)
        parameters.append(reference)
        parameters.append(lines.map(\.owner.rawValue))
        parameters.append(lines.map(\.key.warehouse.rawValue))
        parameters.append(lines.map(\.key.sku.rawValue))
        parameters.append(lines.map(\.units))
    }
}
