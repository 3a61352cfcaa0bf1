import Commerce
import Operations

extension JSONObjectWriter {
    mutating func warehouse(_ warehouse: WarehouseView) {
        field("code", warehouse.code.text)
        field("name", warehouse.name)
        field("kind", warehouse.kind.rawValue)
        field("organization", warehouse.organization.text)
        coordinates(warehouse.place)
        field("active", warehouse.active)
    }

    /// Of a warehouse that a node above publishes, only what is free.
    mutating func stock(_ stock: StockView) {
        field("warehouse", stock.warehouse.text)
        field("sku", stock.sku.text)
        if let books = stock.books {
            field("onHand", books.onHand)
            field("reserved", books.reserved)
            field("poolReserved", books.poolReserved)
        }
        field("generalFree", stock.generalFree)
        field("poolFree", stock.poolFree)
        fieldIfPresent("safetyStock", stock.books?.safetyStock)
    }

    mutating func movement(_ movement: MovementView) {
        field("id", movement.id.external)
        field("at", movement.at.rfc3339)
        field("kind", movement.kind.rawValue)
        field("warehouse", movement.warehouse.text)
        fieldIfPresent("toWarehouse", movement.toWarehouse?.text)
        field("reason", movement.reason)
        array("lines", movement.lines) { json, line in
            json.field("sku", line.sku.text)
            json.field("units", line.units)
            guard let lot = line.lot else { return }
            json.field("lot", lot.text)
            json.dates(LotDates(productionDate: line.productionDate, bestBefore: line.bestBefore))
        }
    }

    mutating func movementLine(_ line: MovementLineView) {
        field("id", line.id.external)
        field("at", line.at.rfc3339)
        field("kind", line.kind.rawValue)
        field("warehouse", line.warehouse.text)
        field("sku", line.sku.text)
        field("units", line.units)
        field("reason", line.reason)
    }

    mutating func poolPolicy(_ policy: PoolPolicyView) {
        field("version", policy.version)
        field("ratioBps", policy.ratioBps)
        field("perDistributorBps", policy.perDistributorBps)
        array("overrides", policy.overrides) { json, override in
            json.field("sku", override.sku.text)
            json.field("ratioBps", override.ratioBps)
        }
    }

    mutating func allocation(_ allocation: AllocationView) {
        fieldIfPresent("id", allocation.id?.external)
        field("sku", allocation.sku.text)
        field("giver", allocation.giver.text)
        field("from", allocation.period.from.rfc3339)
        field("to", allocation.period.to.rfc3339)
        array("shares", allocation.shares) { json, share in
            json.field("organization", share.organization.text)
            json.field("units", share.units)
            json.field("used", share.used)
        }
    }
}
