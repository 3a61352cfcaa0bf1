/// A price per bottle that somebody wants on a list: of one SKU, from `minUnits` bottles of a line on.
package struct PriceDraft: Equatable, Sendable {
    package let sku: Code
    package let unitPriceFen: Int64
    package let minUnits: Int64

    /// Beyond the largest line no break could ever be reached.
    package static let minUnitsRange: ClosedRange<Int64> = 1...10_000_000_000
    package static let unitPriceFenRange: ClosedRange<Int64> = 0...SKUField.highestPriceFen
    /// How many prices one list may have.
    package static let countOnList = 0...20_000

    package init(sku: Code, unitPriceFen: Int64, minUnits: Int64) {
        self.sku = sku
        self.unitPriceFen = unitPriceFen
        self.minUnits = minUnits
    }
}

extension [PriceDraft] {
    /// What is wrong with these as the prices of one list: a SKU that isn't there (`UNKNOWN_SKU`), a price below the SKU's floor
    /// (`PRICE_FLOOR`, with `floorPriceFen`), two prices from the same number of bottles on (`DUPLICATE_PRICE`).
    ///
    /// - Parameter floorFen: the floor price of every SKU there is among those named.
    package func faults(floorFen: [Code: Int64]) -> [Fault] {
        var faults: [Fault] = []
        var seen: Set<SKUBreak> = []
        for (index, price) in enumerated() {
            let place = "/prices/\(index)"
            if !seen.insert(SKUBreak(sku: price.sku, minUnits: price.minUnits)).inserted {
                faults.append(
                    Fault(place + "/minUnits", "DUPLICATE_PRICE", "\(price.sku) has another price from \(price.minUnits) bottles on."))
            }
            guard let floor = floorFen[price.sku] else {
                faults.append(Fault(place + "/sku", "UNKNOWN_SKU", "There is no SKU \(price.sku)."))
                continue
            }
            if price.unitPriceFen < floor {
                faults.append(
                    Fault(
                        place + "/unitPriceFen", "PRICE_FLOOR", "The price is below the floor price of \(price.sku).",
                        figures: [Figure("floorPriceFen", floor)]))
            }
        }
        return faults
    }

    private struct SKUBreak: Hashable {
        let sku: Code
        let minUnits: Int64
    }
}
