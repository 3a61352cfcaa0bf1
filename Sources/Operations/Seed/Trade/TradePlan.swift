import Commerce

/// How an order of the past was sourced, as its trace tells it: reckoned by the policy's rates, with the parts that were taken.
enum TradePlan {
    /// - Parameter poolFree: what the storefront could still draw of a SKU from a warehouse of headquarters'.
    static func plan(
        _ parts: [TradeStock.Part], _ lines: [TradeBooks.Line], of storefront: TradeStorefront, to store: TradeStore, in setting: TradeSetting,
        poolFree: (WarehouseID, SellableSKU) -> Int64
    ) -> SourcingPlan {
        let policy = setting.sourcing
        let place = SpherePoint(store.place)
        let sources = ([storefront.warehouse] + setting.headquarters).enumerated().map { index, warehouse in
            (index: index, warehouse: warehouse.id, metres: SpherePoint(warehouse.place).roadMetres(to: place, roadFactorBps: policy.roadFactorBps))
        }.sorted { ($0.metres, $0.index) < ($1.metres, $1.index) }
        let drawsOnPool = parts.contains(where: \.fromPool)
        var shipments: [SourcingPlan.Shipment] = []
        var considered: [SourcingPlan.Considered] = []
        for source in sources {
            let own = parts.filter { $0.warehouse == source.warehouse }
            let units = own.reduce(0) { $0 + $1.units }
            let couldGive =
                own.isEmpty && source.index > 0 ? lines.reduce(0) { $0 + min($1.units, poolFree(source.warehouse, $1.sku)) } : units
            considered.append(
                SourcingPlan.Considered(
                    source: source.index, warehouse: source.warehouse.rawValue, distanceMetres: source.metres,
                    reason: couldGive == 0 ? .noStock : !own.isEmpty ? .used : drawsOnPool ? .dearer : .lowerTier, couldGiveUnits: couldGive))
            guard !own.isEmpty else { continue }
            let nanoFen = policy.shipmentFen * 1_000_000_000
                + own.reduce(0) { $0 + $1.units * lines[$1.line].sku.gramsPerUnit * source.metres * policy.freightFenPerTonneKm }
            shipments.append(
                SourcingPlan.Shipment(
                    source: source.index, warehouse: source.warehouse.rawValue, distanceMetres: source.metres, costNanoFen: nanoFen, costFen: fen(nanoFen),
                    promisedMinutes: Int64(policy.handlingMinutes) + (source.metres * 60 + Int64(policy.speedKmh) * 1000 - 1) / (Int64(policy.speedKmh) * 1000),
                    lines: own.map {
                        SourcingPlan.Allocation(
                            line: $0.line, sku: $0.sku.rawValue, stockClass: $0.fromPool ? .pool : .general, tier: $0.fromPool ? .pool : .own, units: $0.units)
                    }))
        }
        let nanoFen = shipments.reduce(0) { $0 + $1.costNanoFen }
        return SourcingPlan(
            shipments: shipments, shortfalls: [], costFen: fen(nanoFen), costNanoFen: nanoFen, optimal: true, gapFen: 0, nodes: 1, unfilledUnits: 0,
            considered: considered, runnerUp: nil)
    }

    /// Rounded up.
    private static func fen(_ nanoFen: Int64) -> Int64 { (nanoFen + 999_999_999) / 1_000_000_000 }
}

extension TradeSetting {
    /// The storefront's own, or one of headquarters'.
    func warehouse(_ id: Int32, of storefront: TradeStorefront) -> TradeWarehouse {
        headquarters.first { $0.id.rawValue == id } ?? storefront.warehouse
    }
}
