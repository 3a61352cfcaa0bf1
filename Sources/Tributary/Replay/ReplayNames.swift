/// What the brand's codes mean in the ledger.
struct ReplayNames {
    private let items: [String: Int]
    private let warehouses: [String: Int]

    init(_ brand: ReplayBrand) {
        items = Dictionary(brand.ledger.items.indices.map { (brand.skuCode($0), $0) }) { first, _ in first }
        warehouses = Dictionary(brand.warehouseCodes.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func item(_ sku: String) -> Int? { items[sku] }
    func warehouse(_ code: String) -> Int? { warehouses[code] }
}
