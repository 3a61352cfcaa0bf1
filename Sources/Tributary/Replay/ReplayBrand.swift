import Commerce
import Foundation

/// The brand that a ledger is replayed against, written in the form of `seed/` and loaded like the demo brand.
struct ReplayBrand {
    let ledger: Ledger
    let master: MasterFiles
    let map: ReplayMap
    /// Headquarters' warehouses first, then the regions'.
    let warehouseCodes: [String]
    let warehousePlaces: [Coordinates]

    private let storeCodes: [String]
    private let skuCodes: [String]

    init(ledger: Ledger, master: MasterFiles) {
        self.ledger = ledger
        self.master = master
        storeCodes = ReplayCodes.codes(of: ledger.stores, prefix: "S")
        skuCodes = ReplayCodes.codes(of: ledger.items, prefix: "I")
        map = ReplayMap(ledger.stores.map { master.storePlaces[$0] })
        warehouseCodes = ["WH-WEST", "WH-EAST"] + map.regionWarehouses.indices.map { "RW-\($0 + 1)" }
        warehousePlaces = map.headquartersWarehouses + map.regionWarehouses
    }

    func regionCode(_ region: Int) -> String { "R-\(region + 1)" }
    func storeCode(_ store: Int) -> String { storeCodes[store] }
    func skuCode(_ item: Int) -> String { skuCodes[item] }

    /// Writes the brand's files; the opening stock is empty, it comes month by month.
    func write(to directory: String) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try file(directory, "organizations", "id,parent_id,code,kind,name,tier,latitude_e6,longitude_e6,last_child,address", organizations())
        try file(directory, "warehouses", "id,code,organization,kind,name,latitude_e6,longitude_e6", warehouses())
        try file(
            directory, "skus",
            "id,owner,code,name,initials,brand,series,category,aroma,abv_tenths,volume_ml,units_per_case,case_weight_grams,shelf_life_days,loose_sale,price_band,list_price_fen,floor_price_fen,suggested_price_fen,status,gtin",
            skus())
        try file(directory, "stock", "warehouse,sku,units", [])
        try file(directory, "lots", "warehouse,sku,lot,units,produced_days_ago", [])
        try file(directory, "price_lists", "id,code,name,scope,organization,tier,valid_from,valid_to", [])
        try file(directory, "prices", "price_list,sku,min_units,unit_price_fen", [])
        try file(
            directory, "accounts", "organization,balance_fen,credit_limit_fen", ledger.stores.indices.map { "\(storeCode($0)),1000000000000,0" })
    }

    private func file(_ directory: String, _ name: String, _ head: String, _ rows: [String]) throws {
        let text = ([head] + rows).joined(separator: "\n") + "\n"
        try text.write(toFile: "\(directory)/\(name).csv", atomically: true, encoding: .utf8)
    }

    private func organizations() -> [String] {
        let regions = map.regionWarehouses.indices.compactMap { OrganizationID.headquarters.child(Int64($0 + 1)) }
        var children = [Int64](repeating: 0, count: regions.count)
        let stores = ledger.stores.indices.compactMap { store -> String? in
            let region = map.regions[store]
            children[region] += 1
            guard let id = regions[region].child(children[region]) else { return nil }
            let name = master.storeNames[ledger.stores[store]] ?? "Store \(ledger.stores[store].asName)"
            let place = map.places[store]
            return "\(id.rawValue),\(regions[region].rawValue),\(storeCode(store)),distributor,\(name),,\(place.latitudeE6),\(place.longitudeE6),0,"
        }
        let middle = map.headquartersWarehouses[0]
        let head = "0,,HQ,headquarters,Headquarters,,\(middle.latitudeE6),\(middle.longitudeE6),\(regions.count),"
        return [head]
            + regions.enumerated().map { index, id in
                let place = map.regionWarehouses[index]
                return "\(id.rawValue),0,\(regionCode(index)),region,Region \(index + 1),,\(place.latitudeE6),\(place.longitudeE6),\(children[index]),"
            } + stores
    }

    private func warehouses() -> [String] {
        warehouseCodes.enumerated().map { index, code in
            let own = index < map.headquartersWarehouses.count
            let owner = own ? "HQ" : regionCode(index - map.headquartersWarehouses.count)
            let place = warehousePlaces[index]
            return "\(index + 1),\(code),\(owner),\(own ? "hq" : "region"),\(code),\(place.latitudeE6),\(place.longitudeE6)"
        }
    }

    /// Everything is sold loose: four in ten of the ledger's quantities are no whole case. GTINs are of the range that GS1 leaves to in-store
    /// use (prefix 29), since the ledger's own lack leading zeros and repeat.
    private func skus() -> [String] {
        ledger.items.indices.map { item in
            let product = master.product(ledger.items[item])
            let digits = "29" + String(String(1_000_000_0000 + item).suffix(10))
            let weights = digits.enumerated().reduce(0) { $0 + ($1.element.wholeNumberValue ?? 0) * ($1.offset % 2 == 0 ? 1 : 3) }
            let gtin = digits + String((10 - weights % 10) % 10)
            let grams = product.packUnits * max(1, product.volumeMl * 16 / 10)
            return
                "\(item + 1),HQ,\(skuCode(item)),\(product.name),\(skuCode(item).lowercased()),Iowa,ledger,baijiu,其他,400,\(product.volumeMl),\(product.packUnits),\(grams),,t,mid,\(product.priceFen),1,,active,\(gtin)"
        }
    }
}
