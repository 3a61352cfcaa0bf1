package import Commerce

extension SourcingPlan {
    /// A plan as the contract shows it, in simulations, quotes and stored traces alike.
    /// - Parameters:
    ///   - warehouse: The code of a warehouse's key.
    ///   - sku: The code of a SKU's key.
    package func write(to json: inout JSONWriter, warehouse: (Int32) -> String, sku: (Int32) -> String) {
        json.object { json in
            json.field("optimal", optimal)
            json.field("gapFen", gapFen)
            json.field("costFen", costFen)
            json.field("nodes", nodes)
            json.field("unfilledUnits", unfilledUnits)
            json.array("shipments", shipments) { json, shipment in
                json.field("warehouse", warehouse(shipment.warehouse))
                json.field("distanceMetres", shipment.distanceMetres)
                json.field("costFen", shipment.costFen)
                json.field("promisedMinutes", shipment.promisedMinutes)
                json.array("lines", shipment.lines) { json, line in
                    json.field("line", line.line)
                    json.field("sku", sku(line.sku))
                    json.field("source", line.stockClass.rawValue)
                    json.field("tier", line.tier.rawValue)
                    json.field("units", line.units)
                }
            }
            json.array("shortfalls", shortfalls) { json, shortfall in
                json.field("line", shortfall.line)
                json.field("sku", sku(shortfall.sku))
                json.field("units", shortfall.units)
            }
            json.array("considered", considered) { json, considered in
                json.field("warehouse", warehouse(considered.warehouse))
                json.field("distanceMetres", considered.distanceMetres)
                json.field("reason", considered.reason.rawValue)
                json.field("couldGiveUnits", considered.couldGiveUnits)
            }
            json.field("runnerUp") { json in
                guard let runnerUp else { return json.null() }
                json.object { json in
                    json.field("warehouses") { list in
                        list.array { for key in runnerUp.warehouses { $0.value(warehouse(key)) } }
                    }
                    json.field("costFen", runnerUp.costFen)
                    json.field("unfilledUnits", runnerUp.unfilledUnits)
                }
            }
        }
    }
}
