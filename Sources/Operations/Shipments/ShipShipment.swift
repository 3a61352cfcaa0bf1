package import Commerce
import Postgres

extension Work {
    /// A picked shipment leaves its warehouse: its holds are posted, its goods are no longer on hand, and its share of the order's money is
    /// paid. As the goods leave, the pool's cap follows what is left, so more of the rest may be free: that goes to who waits for it.
    /// - Returns: the shipment afterwards.
    /// - Throws: 404, or `ShipmentRefusal` when it isn't the caller's to ship or isn't picked.
    package func shipShipment(_ id: ShipmentID) async throws -> ShipmentView {
        let (order, shipment) = try await lockShipment(id, toward: .ship)
        let parts = order.pending(of: id).map { ResolvedHold(hold: $0, units: $0.pendingUnits) }
        var unitsOfLine: [Int: Int64] = [:]
        for part in parts { unitsOfLine[part.hold.line, default: 0] += part.units }
        let amountFen = try unitsOfLine.reduce(into: Int64(0)) { sum, line in
            guard let share = try order.sold(line.key).shippingFen(line.value) else { throw BrokenOrder(order: order.id, line: line.key) }
            sum += share
        }
        try await lockAccounts(payingFor: order)
        let moneyFen = try await pay(amountFen, of: order, for: id)
        try await resolve(parts, as: .posted, of: order)
        try await recordMovements(parts, kind: .despatch, reason: "", reference: id, owner: shipment.warehouseOrganization)
        try await resolveCampaigns(unitsOfLine, of: order, as: .posted)
        try await reportCoupons(.couponRedeemed, unitsOfLine, after: { order.shippedUnits(ofLine: $0) }, of: order, ("shipment", id.external))
        stockFreed(parts.map(\.hold.sku))
        _ = try await run(StepShipment(id: id, status: .shipped, at: now))
        if order.earnsPoints { _ = try await run(KeepPaid(shipment: id, fen: moneyFen)) }
        try await tell(.shipmentShipped, of: shipment, order) { json in
            json.field("units", parts.reduce(0) { $0 + $1.units })
            json.field("amountFen", amountFen)
        }
        return try await shipmentView(id)
    }
}
