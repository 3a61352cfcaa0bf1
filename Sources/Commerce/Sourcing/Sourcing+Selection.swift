extension Sourcing {
    /// A set of warehouses, every one of them used by the best plan that these warehouses allow.
    struct Selection: Equatable {
        let used: [Bool]
        let count: Int
        /// Shipments and freight.
        let nanoFen: Int64
    }
}

extension Sourcing.Market {
    /// The best plan over the open warehouses: what is taken from which lot, SKU by SKU. They need not be able to give everything.
    @inline(__always)
    func draw(on open: [Bool], _ wanted: Sourcing.Demand, _ take: (_ lot: Int, _ sku: Int, _ units: Int64) -> Void) {
        var remaining: Int64 = 0
        for pitch in 0..<pitchCount {
            let sku = sku[pitch]
            if pitch == 0 || self.sku[pitch - 1] != sku { remaining = wanted.units[sku] }
            guard remaining > 0 else { continue }
            for lot in firstLot[pitch]..<firstLot[pitch + 1] where open[lotWarehouse[lot]] {
                let units = min(remaining, lotUnits[lot])
                take(lot, sku, units)
                remaining -= units
                if remaining == 0 { break }
            }
        }
    }

    /// The freight of the best plan over the open warehouses.
    /// - Returns: nil when they can't give all that is asked of some pitch.
    @inline(__always)
    func freight(_ isOpen: (Int) -> Bool) -> Int64? {
        var total: Int64 = 0
        for pitch in 0..<pitchCount {
            var wanted = demand[pitch]
            for lot in firstLot[pitch]..<firstLot[pitch + 1] where isOpen(lotWarehouse[lot]) {
                let units = min(wanted, lotUnits[lot])
                total &+= units &* lotNanoFen[lot]
                wanted &-= units
                if wanted == 0 { break }
            }
            if wanted > 0 { return nil }
        }
        return total
    }

    /// - Returns: nil when the open warehouses can't give all that is asked of some pitch.
    func selection(on open: [Bool]) -> Sourcing.Selection? {
        guard let freight = freight({ open[$0] }) else { return nil }
        var used = [Bool](repeating: false, count: warehouseCount)
        var count = 0
        for pitch in 0..<pitchCount {
            var wanted = demand[pitch]
            for lot in firstLot[pitch]..<firstLot[pitch + 1] where open[lotWarehouse[lot]] {
                if !used[lotWarehouse[lot]] {
                    used[lotWarehouse[lot]] = true
                    count += 1
                }
                wanted -= lotUnits[lot]
                if wanted <= 0 { break }
            }
        }
        return Sourcing.Selection(used: used, count: count, nanoFen: freight + Int64(count) * shipmentNanoFen)
    }

    /// What the best plan over the open warehouses costs, however much they fill.
    func nanoFen(on open: [Bool], _ demand: Sourcing.Demand) -> Int64 {
        var used = [Bool](repeating: false, count: warehouseCount)
        var sum: Int64 = 0
        draw(on: open, demand) { lot, _, units in
            let warehouse = lotWarehouse[lot]
            sum += units * lotNanoFen[lot]
            if !used[warehouse] {
                used[warehouse] = true
                sum += shipmentNanoFen
            }
        }
        return sum
    }
}
