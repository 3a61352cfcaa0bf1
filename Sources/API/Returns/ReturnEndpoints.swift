import Commerce
import Operations

extension Endpoints {
    static let returns: [Endpoint] = [.requestReturn, .listReturns, .readReturn, .acceptReturn, .refuseReturn, .receiveReturn]
}

extension JSONObjectWriter {
    /// The fields of a return; times that haven't come are null.
    mutating func `return`(_ view: ReturnView) {
        field("id", view.id.external)
        field("number", view.number)
        field("order", view.order.external)
        field("distributor", view.distributor.text)
        fieldIfPresent("store", view.store?.text)
        field("status", view.status.rawValue)
        field("reason", view.reason)
        field("requestedAt", view.requestedAt.rfc3339)
        field("decidedAt", view.decidedAt?.rfc3339)
        field("receivedAt", view.receivedAt?.rfc3339)
        field("refundFen", view.refundFen)
        field("withheldFen", view.withheldFen)
        array("lines", view.lines) { json, line in
            json.field("line", line.line)
            json.field("sku", line.sku.text)
            json.field("warehouse", line.warehouse.text)
            json.field("units", line.units)
            json.field("receivedUnits", line.receivedUnits)
            json.field("restockedUnits", line.restockedUnits)
            json.field("quarantinedUnits", line.quarantinedUnits)
            json.field("scrappedUnits", line.scrappedUnits)
            json.field("refundFen", line.refundFen)
        }
    }
}
