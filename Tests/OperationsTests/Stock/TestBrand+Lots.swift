import Commerce
import Operations
import TestSupport
import Testing

extension TestBrand {
    /// Receives a lot, by default headquarters' of SKU A into WH-TJ.
    /// - Returns: the code that it is refused with.
    @discardableResult
    func receive(
        lot: String, _ units: Int64, of sku: String = "A", made: String = "2026-01-01", until: String? = nil, at warehouse: String = "WH-TJ",
        by client: String = "HQ"
    ) async throws -> String? {
        try await move(
            .receipt, [
                MovementDraft.Line(
                    sku: Code(stored: sku), units: units, lot: Code(stored: lot), productionDate: CalendarDay(made), bestBefore: until.flatMap { CalendarDay($0) })
            ], at: warehouse, by: client)
    }

    /// Adjusts or, when it says where to, transfers SKU A of WH-TJ.
    @discardableResult
    func move(_ units: Int64, lot: String? = nil, to toWarehouse: String? = nil, by client: String = "HQ") async throws -> String? {
        try await move(
            toWarehouse == nil ? .adjustment : .transfer,
            [MovementDraft.Line(sku: Code(stored: "A"), units: units, lot: lot.map { Code(stored: $0) })], to: toWarehouse, by: client)
    }

    private func move(
        _ kind: MovementKind, _ lines: [MovementDraft.Line], at warehouse: String = "WH-TJ", to toWarehouse: String? = nil, by client: String
    ) async throws -> String? {
        let draft = try MovementDraft(
            kind: kind, warehouse: Code(stored: warehouse), toWarehouse: toWarehouse.map { Code(stored: $0) }, reason: "test", lines: lines)
        return try await refusal(of: client) { _ = try await $0.moveStock(draft) }
    }

    /// `lot onHand/picked` of every lot of a row that has units, first-expiring first.
    func lots(_ warehouse: String = "WH-TJ", _ sku: String = "A") async throws -> String? {
        try await value("""
            SELECT string_agg(coalesce(nullif(lot, ''), '-') || ' ' || on_hand || '/' || picked, ', ' ORDER BY best_before, production_date, lot)
            FROM tributary.stock_lots l JOIN tributary.warehouses w ON w.id = warehouse_id JOIN tributary.skus s ON s.id = sku_id
            WHERE w.code = '\(warehouse)' AND s.code = '\(sku)' AND on_hand > 0
            """)
    }

    /// `lot units` of what a shipment's despatch note tells of its first line.
    func noted(_ shipment: ShipmentID, as client: String = "HQ") async throws -> [String] {
        let note = try await brand.despatchNote(of: shipment, as: try caller(client))
        return try #require(note.lines.first).lots.map { "\($0.code?.text ?? "-") \($0.units)" }
    }

    /// Places an order of SKU A that goes into one shipment.
    func shipment(_ bottles: Int64, by client: String = "D-110105") async throws -> (order: OrderID, id: ShipmentID) {
        let order = try await place(["A": bottles], by: client)
        #expect(order.shipments.count == 1)
        return (order.id, try #require(order.shipments.first).id)
    }
}
