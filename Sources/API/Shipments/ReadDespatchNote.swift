import Commerce
import Operations

extension Endpoint {
    static let readDespatchNote = Endpoint(.get, "/v1/shipments/{id}/despatch-note") { call in
        try call.noQuery()
        let note = try await call.brand.despatchNote(of: try call.id(of: ShipmentEntity.self), as: call.caller)
        return .ok { json in json.object { $0.despatchNote(note) } }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func despatchNote(_ note: DespatchNote) {
        field("shipment", note.shipment.external)
        field("number", note.number)
        field("order", note.order.external)
        field("orderNumber", note.orderNumber)
        field("status", note.status.rawValue)
        object("from") { json in
            json.field("warehouse", note.from.code.text)
            json.field("name", note.from.name)
            json.coordinates(note.from.place)
        }
        object("to") { json in
            json.field("distributor", note.to.code.text)
            json.field("name", note.to.name)
            json.field("address", note.to.address)
            json.coordinates(note.to.place)
        }
        field("placedAt", note.placedAt.rfc3339)
        field("promisedAt", note.promisedAt.rfc3339)
        field("shippedAt", note.shippedAt?.rfc3339)
        array("lines", note.lines) { json, line in
            json.field("line", line.line)
            json.field("sku", line.sku.text)
            json.field("name", line.name)
            json.field("gtin", line.gtin)
            json.field("unitsPerCase", line.unitsPerCase)
            json.field("units", line.units)
            json.field("cases", line.cases)
            json.field("bottles", line.bottles)
            json.field("weightGrams", line.weightGrams)
            json.array("lots", line.lots) { json, lot in
                json.field("lot", lot.code?.text)
                json.dates(lot.dates)
                json.field("units", lot.units)
            }
        }
        field("units", note.units)
        field("weightGrams", note.weightGrams)
    }
}
