extension Sourcing {
    /// A set of warehouses, every one of them used by the best plan that these warehouses allow.
    struct Selection {
        let used: [Bool]
        let count: Int
        /// Shipments, freight and surcharges.
        let nanoFen: Int64
    }
}

extension Sourcing.Market {
    /// The best plan over the open warehouses: what is taken from which lot, SKU by SKU. They need not be able to give everything.
    @inline(__always)
    func draw(on open: [Bool], _ wanted: Sourcing.Demand, _ take: (_ lot: Lot, _ sku: Int, _ units: Int64) -> Void) {
        var sku = -1
        var remaining: Int64 = 0
        for pitch in pitches {
            if pitch.sku != sku {
                sku = pitch.sku
                remaining = wanted.units[sku]
            }
            guard remaining > 0 else { continue }
            for index in pitch.lots where open[lots[index].warehouse] {
                let units = min(remaining, lots[index].units)
                // A lot is empty when the warehouse's other one does for the whole pitch.
                if units > 0 { take(lots[index], sku, units) }
                remaining -= units
                if remaining == 0 { break }
            }
        }
    }

    /// The best plan over the open warehouses as a selection, however much they fill.
    func selection(on open: [Bool], _ demand: Sourcing.Demand) -> Sourcing.Selection {
        var used = [Bool](repeating: false, count: warehouseCount)
        var count = 0
        var nanoFen: Int64 = 0
        draw(on: open, demand) { lot, _, units in
            nanoFen += units * lot.nanoFen
            if !used[lot.warehouse] {
                used[lot.warehouse] = true
                count += 1
            }
        }
        return Sourcing.Selection(used: used, count: count, nanoFen: nanoFen + Int64(count) * shipmentNanoFen)
    }
}
