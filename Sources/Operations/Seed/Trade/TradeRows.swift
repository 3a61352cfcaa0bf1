import Commerce

/// The rows that a told past comes to, table by table.
struct TradeRows {
    let setting: TradeSetting
    let books: TradeBooks
    let ids: TradeIDs

    func text(of table: TradeTable) -> [UInt8] {
        var rows = CopyText()
        switch table {
        case .storefrontItems: items(&rows)
        case .stockLevels: levels(&rows)
        case .stockLots: lots(&rows)
        case .stockMovements: movements(&rows)
        case .orders: orders(&rows)
        case .orderLines: lines(&rows)
        case .shipments: shipments(&rows)
        case .stockHolds: holds(&rows)
        case .accountHolds: accountHolds(&rows)
        case .orderTraces: traces(&rows)
        case .supplyCharges: supplyCharges(&rows)
        case .unmetDemand: unmet(&rows)
        case .storeSales: sales(&rows)
        case .storeChanges: changes(&rows)
        case .orderNumberBlocks: numbers(&rows)
        case .accountTransfers: transfers(&rows)
        }
        return rows.bytes
    }

    func store(of order: TradeBooks.Order) -> TradeStore { setting.storefronts[order.storefront].stores[order.store] }
    func seller(of order: TradeBooks.Order) -> OrganizationID { setting.storefronts[order.storefront].seller.organization }

    private func orders(_ rows: inout CopyText) {
        for order in books.orders {
            let store = store(of: order)
            rows.add(ids[order.id])
            rows.add(store.id.rawValue)
            rows.add(order.placedAt)
            rows.addIfPresent(order.shipments.map(\.promisedAt).max())
            rows.add(order.totalFen)
            rows.add(0)
            rows.add(order.totalFen)
            rows.add(order.costFen)
            rows.add(0)
            rows.add(1)
            rows.add(store.place.latitudeE6)
            rows.add(store.place.longitudeE6)
            rows.add(true)
            rows.add(false)
            rows.add(false)
            rows.add((order.isFulfilled ? OrderStatus.fulfilled : .confirmed).rawValue)
            rows.add(order.number)
            rows.add(store.code.text)
            rows.endRow()
        }
    }

    private func lines(_ rows: inout CopyText) {
        for order in books.orders {
            for (number, line) in order.lines.enumerated() {
                rows.add(ids[order.id])
                rows.add(line.units)
                rows.add(line.unitPriceFen)
                rows.add(number)
                rows.add(line.sku.id.rawValue)
                rows.add(line.quantity)
                rows.add(!line.sku.looseSale)
                rows.endRow()
            }
        }
    }

    private func shipments(_ rows: inout CopyText) {
        for order in books.orders {
            for (place, shipment) in order.shipments.enumerated() {
                rows.add(ids[shipment.id])
                rows.add(ids[order.id])
                rows.add(store(of: order).id.rawValue)
                rows.add(shipment.warehouse.organization.rawValue)
                rows.add(shipment.distanceMetres)
                rows.add(shipment.costFen)
                rows.add(order.placedAt)
                rows.add(shipment.promisedAt)
                rows.addIfPresent(shipment.shippedAt)
                rows.addIfPresent(shipment.shippedAt)
                rows.addIfPresent(shipment.deliveredAt)
                rows.add(shipment.warehouse.id.rawValue)
                let status: ShipmentStatus = shipment.deliveredAt != nil ? .delivered : shipment.shippedAt != nil ? .shipped : .released
                rows.add(status.rawValue)
                rows.add("\(order.number)-\(place + 1)")
                rows.endRow()
            }
        }
    }

    private func holds(_ rows: inout CopyText) {
        for order in books.orders {
            for shipment in order.shipments {
                for part in shipment.parts {
                    rows.add(ids[shipment.id])
                    rows.add(part.units)
                    rows.add(shipment.shippedAt == nil ? 0 : part.units)
                    rows.add(part.line)
                    rows.add(part.warehouse.rawValue)
                    rows.add(part.sku.rawValue)
                    rows.add(part.fromPool)
                    rows.add((part.fromPool ? SourcingTier.pool : .own).rawValue)
                    rows.endRow()
                }
            }
        }
    }

    private func traces(_ rows: inout CopyText) {
        for order in books.orders {
            rows.add(ids[order.id])
            rows.add(order.placedAt)
            rows.add(1)
            rows.add(order.trace)
            rows.endRow()
        }
    }

    private func unmet(_ rows: inout CopyText) {
        for one in books.unmet {
            rows.add(one.at)
            rows.add(one.store.rawValue)
            rows.add(one.units)
            rows.add(one.sku.rawValue)
            rows.endRow()
        }
    }

    private func numbers(_ rows: inout CopyText) {
        for (day, count) in books.numbered.sorted(by: { $0.key < $1.key }) {
            rows.add(day.text)
            rows.add(count + 1)
            rows.endRow()
        }
    }

    private func sales(_ rows: inout CopyText) {
        for one in books.sales {
            rows.add(one.store.rawValue)
            rows.add(one.units)
            rows.add(one.sku.rawValue)
            rows.add(one.day.text)
            rows.endRow()
        }
    }

    private func changes(_ rows: inout CopyText) {
        for ranking in books.rankings {
            rows.add(ids[ranking.id])
            rows.add(ranking.store.rawValue)
            rows.add(setting.today.shanghaiMidnight)
            rows.add("tier")
            rows.add(StoreTier.nurture.rawValue)
            rows.add(ranking.tier.rawValue)
            rows.add("tier rules")
            rows.add("system")
            rows.add(ranking.figures)
            rows.endRow()
        }
    }
}
