package import Commerce
import Postgres

extension Work {
    /// The warehouse has taken a shipment's goods off its shelves, from the lots that expire first.
    /// - Returns: the shipment afterwards.
    /// - Throws: 404, or `ShipmentRefusal` when it isn't the caller's to pick, isn't released, or only lots past their last day are left.
    package func pickShipment(_ id: ShipmentID) async throws -> ShipmentView {
        let (order, shipment) = try await lockShipment(id, toward: .pick)
        let picked = try await planPick(of: order.pending(of: id))
        _ = try await run(
            ChangeLots(picked.book), InsertShipmentLots(shipment: id, parts: picked.parts), StepShipment(id: id, status: .picked, at: now))
        try await tell(.shipmentPicked, of: shipment, order)
        return try await shipmentView(id)
    }

    /// Lots are read under their own locks, not under the level's: one that was added while they were waited for is missing from the first
    /// look. So a refusal is decided by a second one.
    private func planPick(of holds: [OrderHolds.Result]) async throws -> PickPlan {
        var units: [Int: (row: StockKey, units: Int64)] = [:]
        for hold in holds { units[hold.line, default: (hold.stock, 0)].units += hold.pendingUnits }
        let wanted = units.map { PickPlan.Wanted(line: $0.key, row: $0.value.row, units: $0.value.units) }
        let rows = Set(wanted.map(\.row)).sorted()
        let day = now.shanghaiDay
        let first = try await run(LockLots(keys: rows))
        do {
            return try PickPlan(wanted, from: LotBook(first), on: day)
        } catch {
            let second = try await run(LockLots(keys: rows))
            return try PickPlan(wanted, from: LotBook(second), on: day)
        }
    }
}

private struct InsertShipmentLots: Statement {
    static let sql = """
        INSERT INTO shipment_lots (shipment_id, line_no, warehouse_id, sku_id, lot, units)
        SELECT $1, n, w, s, l, u FROM unnest($2::int[], $3::int[], $4::int[], $5::text[], $6::bigint[]) AS p (n, w, s, l, u)
        """
    let shipment: ShipmentID
    let parts: [PickPlan.Part]

    func bind(_ parameters: inout Parameters) {
        parameters.append(shipment.rawValue)
        parameters.append(parts.map { Int32($0.line) })
        parameters.append(parts.map(\.row.warehouse.rawValue))
        parameters.append(parts.map(\.row.sku.rawValue))
        parameters.append(parts.map(\.lot.storedLot))
        parameters.append(parts.map(\.units))
    }
}
