import Commerce
import Operations

extension Endpoint {
    /// Answers the shipment without what is missing from it.
    static let shortShipment = Endpoint(.post, "/v1/shipments/{id}/short", may: .workShipments, keyed: true, finishes: true) { call in
        try call.noQuery()
        let id = try call.id(of: ShipmentEntity.self)
        var form = try call.form()
        let missing = form.objects("lines", 1...OrderDraft.maxLines, tooMany: "TOO_MANY_LINES") { line in
            MissingUnits(sku: line.code("sku"), units: line.int("missingUnits", MissingUnits.unitsRange))
        }
        try form.finish()
        return try await call.work { work in
            let shipment = try await work.shortShipment(id, missing: missing)
            return .ok { json in json.object { $0.shipment(shipment) } }
        }
    }
}
