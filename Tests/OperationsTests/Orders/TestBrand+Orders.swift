import Commerce
import Operations
import TestSupport
import Testing

/// A small language for the life of an order: bottles are counted, codes name everything, and what is refused is told by its code.
extension TestBrand {
    /// What came of sending an order.
    enum Sent: Equatable {
        case placed(OrderID)
        case refused(String)

        var order: OrderID? {
            guard case .placed(let id) = self else { return nil }
            return id
        }
    }

    /// Sends an order once. A key that isn't given is nobody else's.
    func send(
        _ bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105", backorder: Bool = false, partial: Bool? = nil,
        key: String = String(UInt64.random(in: .min ... .max), radix: 36)
    ) async throws -> Sent {
        do {
            let answer = try await answer(to: bottles, by: client, backorder: backorder, partial: partial, key: key).answer
            let text = String(decoding: answer.body, as: UTF8.self)
            return answer.status == 201 ? .placed(try #require(OrderID(external: text))) : .refused(text)
        } catch let refusal as any Refusal {
            return .refused(refusal.reason.code)
        }
    }

    /// The answer as it is kept: an order's id, or the code of its refusal.
    func answer(
        to bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105", backorder: Bool = false, partial: Bool? = nil, key: String
    ) async throws -> Answered {
        let draft = OrderDraft(
            distributor: nil, shipTo: nil,
            lines: bottles.map { OrderDraft.Line(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) }, allowPartial: partial,
            allowBackorder: backorder, note: nil)
        let body = Array("\(bottles) \(backorder)".utf8)
        return try await brand.placeOrder(
            draft, by: try caller(client), once: IdempotentRequest(clientID: client, route: "POST /v1/orders", key: key, body: body),
            accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
            refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) })
    }

    func place(
        _ bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105", backorder: Bool = false, partial: Bool? = nil
    ) async throws -> OrderView {
        let sent = try await send(bottles, by: client, backorder: backorder, partial: partial)
        return try await order(try #require(sent.order, "\(sent)"))
    }

    func order(_ id: OrderID, as client: String = "HQ") async throws -> OrderView {
        try await brand.order(id, as: try caller(client))
    }

    /// Does a unit of work; a refusal is told by its code, otherwise nil.
    @discardableResult
    func refusal(of client: String, _ body: @escaping @Sendable (Work) async throws -> Void) async throws -> String? {
        do {
            try await brand.work(for: try caller(client), body)
            return nil
        } catch let refusal as any Refusal {
            return refusal.reason.code
        }
    }

    @discardableResult
    func step(_ step: ShipmentStep, _ shipment: ShipmentID, by client: String) async throws -> String? {
        try await refusal(of: client) { work in
            switch step {
            case .pick: _ = try await work.pickShipment(shipment)
            case .ship: _ = try await work.shipShipment(shipment)
            case .deliver: _ = try await work.deliverShipment(shipment)
            case .short: _ = try await work.shortShipment(shipment, missing: [])
            }
        }
    }

    /// Picks and ships everything of an order, each shipment by its warehouse, and says when asked to that it arrived.
    func sendOff(_ id: OrderID, deliver: Bool = true) async throws {
        for shipment in try await order(id).shipments {
            let owner = try #require(draft.warehouses.first { $0.code == shipment.warehouse.text }).owner
            #expect(try await step(.pick, shipment.id, by: owner) == nil)
            #expect(try await step(.ship, shipment.id, by: owner) == nil)
            if deliver { #expect(try await step(.deliver, shipment.id, by: try await order(id).distributor.text) == nil) }
        }
    }

    @discardableResult
    func short(_ shipment: ShipmentID, _ missing: KeyValuePairs<String, Int64>, by client: String = "HQ") async throws -> String? {
        let units = missing.map { MissingUnits(sku: Code(stored: $0.key), units: $0.value) }
        return try await refusal(of: client) { _ = try await $0.shortShipment(shipment, missing: units) }
    }

    @discardableResult
    func cancel(_ id: OrderID, by client: String = "D-110105") async throws -> String? {
        try await refusal(of: client) { _ = try await $0.cancelOrder(id) }
    }

    func receive(_ bottles: KeyValuePairs<String, Int64>, at warehouse: String = "WH-TJ", by client: String = "HQ") async throws {
        let draft = try MovementDraft(
            kind: .receipt, warehouse: Code(stored: warehouse), toWarehouse: nil, reason: "test",
            lines: bottles.map { MovementDraft.Line(sku: Code(stored: $0.key), units: $0.value) })
        _ = try await brand.work(for: try caller(client)) { try await $0.moveStock(draft) }
    }

    /// Goods that arrive behind the brand's back, at a row of headquarters that isn't there yet: nobody is told and nothing is filled.
    /// - Returns: SQL that does it, in the brand's schema.
    static func arrival(_ units: Int64, of sku: Int32, at warehouse: Int32) -> String {
        """
        INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id) VALUES (0, \(units), \(warehouse), \(sku));
        INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id) VALUES (0, \(units), \(warehouse), \(sku));
        INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind)
        VALUES (\(warehouse), now(), 0, \(units), \(warehouse), \(sku), 'receipt');
        """
    }

    func arrive(_ units: Int64, of sku: Int32, at warehouse: Int32) async throws {
        try await sql("SET search_path = tributary; " + Self.arrival(units, of: sku, at: warehouse))
    }

    /// `onHand/reserved/poolReserved` of a row.
    func level(_ warehouse: String, _ sku: String) async throws -> String? {
        try await value("""
            SELECT on_hand || '/' || reserved || '/' || pool_reserved FROM tributary.stock_levels l
            JOIN tributary.warehouses w ON w.id = warehouse_id JOIN tributary.skus s ON s.id = sku_id
            WHERE w.code = '\(warehouse)' AND s.code = '\(sku)'
            """)
    }

    func money(_ code: String = "D-110105") async throws -> AccountPosition {
        try await brand.account(of: Code(stored: code), as: try caller("HQ")).position
    }

    /// Types of the events so far, in the order in which they were written.
    func events() async throws -> [String] {
        // From the table: the feed holds events back until every older transaction of the cluster has ended, other tests' included.
        try await value("SELECT string_agg(type, ' ' ORDER BY xid, id) FROM tributary.outbox")?.split(separator: " ").map(String.init) ?? []
    }

    func expectCleanAudit(_ location: SourceLocation = #_sourceLocation) async throws {
        let report = try await brand.audit()
        #expect(report.isClean, "\(report.text)", sourceLocation: location)
    }
}

extension OrderView {
    /// `warehouse status units` of every shipment.
    var sent: [String] {
        shipments.map { shipment in
            let units = lines.flatMap(\.allocations).filter { $0.shipment == shipment.id }.reduce(0) { $0 + $1.units }
            return "\(shipment.warehouse) \(shipment.status.rawValue) \(units)"
        }
    }
}
