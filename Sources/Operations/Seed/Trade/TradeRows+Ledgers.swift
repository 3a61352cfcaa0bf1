import Commerce

/// The two ledgers of a past: goods and money.
extension TradeRows {
    func items(_ rows: inout CopyText) {
        for (storefront, shelf) in zip(setting.storefronts, books.shelves) {
            for item in shelf.items {
                rows.add(storefront.seller.organization.rawValue)
                rows.add(item.priceFen)
                rows.addIfPresent(item.coreFen)
                rows.addIfPresent(item.potentialFen)
                rows.add(item.goods.sku.id.rawValue)
                rows.endRow()
            }
        }
    }

    func levels(_ rows: inout CopyText) {
        for (warehouse, sku, level) in books.remaining {
            rows.add(warehouse.organization.rawValue)
            rows.add(level.onHand)
            rows.add(level.reserved)
            rows.add(warehouse.id.rawValue)
            rows.add(sku.rawValue)
            rows.endRow()
        }
    }

    /// Nobody said of what lot a distributor's goods are.
    func lots(_ rows: inout CopyText) {
        for (warehouse, sku, level) in books.remaining where level.onHand > 0 {
            rows.add(warehouse.organization.rawValue)
            rows.add(level.onHand)
            rows.add(warehouse.id.rawValue)
            rows.add(sku.rawValue)
            rows.endRow()
        }
    }

    func movements(_ rows: inout CopyText) {
        func add(_ id: Int, _ at: Instant, _ warehouse: TradeWarehouse, _ units: Int64, of sku: SKUID, kind: String, reference: Int?, reason: String) {
            rows.add(ids[id])
            rows.add(at)
            rows.add(warehouse.organization.rawValue)
            rows.add(units)
            rows.addIfPresent(reference.map { ids[$0] })
            rows.add(warehouse.id.rawValue)
            rows.add(sku.rawValue)
            rows.add(kind)
            rows.add(reason)
            rows.endRow()
        }
        for receipt in books.receipts {
            add(receipt.id, receipt.at, receipt.warehouse, receipt.units, of: receipt.sku, kind: "receipt", reference: nil, reason: "进货")
        }
        for order in books.orders {
            for shipment in order.shipments {
                guard let shippedAt = shipment.shippedAt else { continue }
                for part in shipment.parts {
                    add(shipment.despatch, shippedAt, shipment.warehouse, -part.units, of: part.sku, kind: "despatch", reference: shipment.id, reason: "")
                }
            }
        }
    }

    func accountHolds(_ rows: inout CopyText) {
        for order in books.orders {
            rows.add(ids[order.id])
            rows.add(store(of: order).id.rawValue)
            rows.add(order.totalFen)
            rows.add(order.shipments.reduce(0) { $0 + ($1.shippedAt == nil ? 0 : saleFen(of: $1, order)) })
            rows.endRow()
        }
    }

    func supplyCharges(_ rows: inout CopyText) {
        for order in books.orders {
            let hasLeft = order.shipments.allSatisfy { $0.shippedAt != nil }
            for (number, line) in order.lines.enumerated() where line.suppliedUnits > 0 {
                rows.add(ids[order.id])
                rows.add(seller(of: order).rawValue)
                rows.add(line.supplyFen)
                rows.add(line.suppliedUnits)
                rows.add(hasLeft ? line.suppliedUnits : 0)
                rows.add(number)
                rows.endRow()
            }
        }
    }

    func transfers(_ rows: inout CopyText) {
        func add(_ id: Int, _ at: Instant, of organization: OrganizationID, _ fen: Int64, reference: Int?, kind: TransferKind, memo: String = "") {
            rows.add(ids[id])
            rows.add(at)
            rows.add(organization.rawValue)
            rows.add(fen)
            rows.addIfPresent(reference.map { ids[$0] })
            rows.add(kind.rawValue)
            rows.add(memo)
            rows.endRow()
        }
        for deposit in books.deposits { add(deposit.id, deposit.at, of: deposit.payer, deposit.fen, reference: nil, kind: .deposit, memo: "预存货款") }
        for order in books.orders {
            for shipment in order.shipments {
                guard let shippedAt = shipment.shippedAt else { continue }
                add(shipment.sale, shippedAt, of: store(of: order).id, saleFen(of: shipment, order), reference: shipment.id, kind: .sale)
                guard !shipment.isFromOwn else { continue }
                let supplyFen = shipment.parts.reduce(0) { $0 + $1.units * order.lines[$1.line].supplyFen }
                add(shipment.supply, shippedAt, of: seller(of: order), supplyFen, reference: shipment.id, kind: .supply)
            }
        }
    }

    private func saleFen(of shipment: TradeBooks.Shipment, _ order: TradeBooks.Order) -> Int64 {
        shipment.parts.reduce(0) { $0 + $1.units * order.lines[$1.line].unitPriceFen }
    }
}
