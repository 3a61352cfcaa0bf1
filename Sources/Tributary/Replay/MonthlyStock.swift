import Commerce

/// What the replayed brand receives: on the first day of each month of the ledger 85% of what that month will ask for, SKU by SKU: 55% into
/// headquarters' two warehouses, half each, and 30% of each region's own demand into its warehouse. So every month ends in real scarcity.
/// Orders that the API can't take are no demand, and nothing receives more than one document's line can bring.
struct MonthlyStock {
    struct Receipt {
        let warehouse: Int
        let item: Int
        let units: Int64
    }

    private var receiptsOf: [Substring: [Receipt]] = [:]

    init(_ brand: ReplayBrand) {
        let hqCount = brand.map.headquartersWarehouses.count
        let regions = brand.map.regionWarehouses.count
        var demand: [Substring: [Int: [Int64]]] = [:]
        for order in brand.ledger.orders where order.isOrderable {
            let month = order.date.prefix(7)
            for line in order.bought {
                demand[month, default: [:]][line.item, default: [Int64](repeating: 0, count: regions)][brand.map.regions[order.store]] += line.bottles
            }
        }
        for (month, items) in demand {
            var receipts: [Receipt] = []
            func receive(_ warehouse: Int, _ item: Int, _ units: Int64) {
                guard units > 0 else { return }
                receipts.append(Receipt(warehouse: warehouse, item: item, units: min(units, MovementDraft.maxUnits)))
            }
            for (item, byRegion) in items.sorted(by: { $0.key < $1.key }) {
                let all = byRegion.reduce(0, +)
                for warehouse in 0..<hqCount {
                    receive(warehouse, item, (all * 55 / 100 + Int64(warehouse)) / Int64(hqCount))
                }
                for (region, wanted) in byRegion.enumerated() {
                    receive(hqCount + region, item, wanted * 30 / 100)
                }
            }
            receiptsOf[month] = receipts
        }
    }

    func receipts(month: Substring) -> [Receipt] { receiptsOf[month] ?? [] }
}
