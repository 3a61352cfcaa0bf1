package import Commerce
package import Operations

extension OrderView {
    /// The order as the contract shows it.
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id.external)
            json.field("number", number)
            json.field("status", status.rawValue)
            json.field("distributor", distributor.text)
            json.fieldIfPresent("store", store?.text)
            json.field("placedAt", placedAt.rfc3339)
            json.field("promisedAt", promisedAt?.rfc3339)
            json.field("subtotalFen", subtotalFen)
            json.field("discountFen", discountFen)
            json.field("totalFen", totalFen)
            json.fieldIfPresent("note", note)
            json.array("lines", lines) { $1.write(to: &$0) }
            json.array("shipments", shipments) { $1.write(to: &$0) }
            json.object("sourcing") { json in
                json.field("optimal", sourcing.optimal)
                json.field("costFen", sourcing.costFen)
                json.field("gapFen", sourcing.gapFen)
                json.field("policyVersion", sourcing.policyVersion)
            }
            json.field("pricing") { $0.value(json: pricing) }
            if let tender { json.object("tender") { $0.tender(tender, moneyFen: moneyFen) } }
            if let groupBuy {
                json.object("groupBuy") { json in
                    json.field("campaign", groupBuy.campaign.external)
                    json.field("group", groupBuy.group.external)
                    json.field("joined", groupBuy.joined)
                    json.field("size", groupBuy.size)
                    json.field("deadline", groupBuy.deadline.rfc3339)
                }
            }
            json.advance(advance)
        }
    }
}

extension JSONObjectWriter {
    /// What pays an order.
    mutating func tender(_ tender: TenderView, moneyFen: Int64) {
        object("storedValue") { json in
            json.field("principalFen", tender.principalFen)
            json.field("bonusFen", tender.bonusFen)
        }
        if tender.pointsFen > 0 {
            object("points") { json in
                json.field("points", tender.points)
                json.field("fen", tender.pointsFen)
            }
        }
        field("moneyFen", moneyFen)
    }
}

extension OrderView.Line {
    func write(to json: inout JSONObjectWriter) {
        json.field("line", line)
        json.field("sku", sku.text)
        json.field("unit", unit.rawValue)
        json.field("quantity", quantity)
        json.field("units", units)
        json.field("unitPriceFen", unitPriceFen)
        json.field("amountFen", amountFen)
        json.field("discountFen", discountFen)
        json.field("backorderedUnits", backorderedUnits)
        json.field("cancelledUnits", cancelledUnits)
        json.fieldIfPresent("givenBy", givenBy?.text)
        json.array("allocations", allocations) { json, allocation in
            json.field("shipment", allocation.shipment.external)
            json.field("warehouse", allocation.warehouse.text)
            json.field("source", allocation.source.rawValue)
            json.field("tier", allocation.tier.rawValue)
            json.field("units", allocation.units)
        }
    }
}

extension OrderView.Shipment {
    func write(to json: inout JSONObjectWriter) {
        json.field("id", id.external)
        json.field("number", number)
        json.field("warehouse", warehouse.text)
        json.field("status", status.rawValue)
        json.field("distanceMetres", distanceMetres)
        json.field("promisedAt", promisedAt.rfc3339)
    }
}
