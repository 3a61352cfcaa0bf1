import Foundation

/// Goods that come back: each line of a ledger's return is matched with the store's latest orders that had enough of the item, those
/// orders are shipped and delivered, and the goods asked back, accepted and restocked through the API.
struct ReplayReturns {
    private struct Purchase {
        let order: String
        var units: Int64
    }

    private let brand: ReplayBrand
    private let client: SmallClient
    private let tokens: ReplayTokens
    private var bought: [Int: [Int: [Purchase]]] = [:]
    private var shipmentsOf: [String: [PlacedAnswer.Shipment]] = [:]
    private var delivered: Set<String> = []
    private var serial = 0

    init(brand: ReplayBrand, client: SmallClient, tokens: ReplayTokens) {
        self.brand = brand
        self.client = client
        self.tokens = tokens
    }

    mutating func remember(_ answer: PlacedAnswer, store: Int, items: [String: Int]) {
        shipmentsOf[answer.id] = answer.shipments
        for line in answer.lines {
            guard let item = items[line.sku] else { continue }
            let units = line.allocations.reduce(0) { $0 + $1.units }
            if units > 0 { bought[store, default: [:]][item, default: []].append(Purchase(order: answer.id, units: units)) }
        }
    }

    mutating func replay(_ order: Ledger.Order, _ tally: inout ReplayTally) throws {
        var byOrder: [String: [(sku: String, units: Int64)]] = [:]
        for line in order.lines where line.bottles < 0 {
            var missing = -line.bottles
            var purchases = bought[order.store]?[line.item] ?? []
            for index in purchases.indices.reversed() where missing > 0 && purchases[index].units > 0 {
                let units = min(missing, purchases[index].units)
                purchases[index].units -= units
                missing -= units
                byOrder[purchases[index].order, default: []].append((brand.skuCode(line.item), units))
            }
            bought[order.store, default: [:]][line.item] = purchases
            if missing > 0 { tally.returnsUnmatched += 1 }
        }
        for (id, lines) in byOrder.sorted(by: { $0.key < $1.key }) {
            try deliver(id, store: order.store)
            try giveBack(id, lines, store: order.store, &tally)
        }
    }

    private mutating func deliver(_ order: String, store: Int) throws {
        guard delivered.insert(order).inserted else { return }
        for shipment in shipmentsOf[order] ?? [] {
            let warehouse = try tokens.warehouse(shipment.warehouse)
            try post("/v1/shipments/\(shipment.id)/pick", warehouse)
            try post("/v1/shipments/\(shipment.id)/ship", warehouse)
            try post("/v1/shipments/\(shipment.id)/deliver", try tokens.store(store))
        }
    }

    private mutating func giveBack(_ order: String, _ lines: [(sku: String, units: Int64)], store: Int, _ tally: inout ReplayTally) throws {
        let listed = lines.map { "{\"sku\":\"\($0.sku)\",\"units\":\($0.units)}" }.joined(separator: ",")
        let asked = try post("/v1/returns", try tokens.store(store), "{\"order\":\"\(order)\",\"reason\":\"replay\",\"lines\":[\(listed)]}")
        let id = try JSONDecoder().decode(NamedAnswer.self, from: Data(asked)).id
        let headquarters = try tokens.warehouse(brand.warehouseCodes[0])
        try post("/v1/returns/\(id)/accept", headquarters)
        let received = lines.map { "{\"sku\":\"\($0.sku)\",\"units\":\($0.units),\"disposition\":\"restock\"}" }.joined(separator: ",")
        try post("/v1/returns/\(id)/receive", headquarters, "{\"lines\":[\(received)]}")
        tally.returnsRefunded += 1
    }

    @discardableResult
    private mutating func post(_ path: String, _ token: String, _ body: String = "") throws -> [UInt8] {
        serial += 1
        let response = try client.send("POST", path, token: token, key: "replay-return-\(serial)", body: body)
        guard response.status < 300 else {
            throw SettingsError("\(path) answered \(response.status): \(String(decoding: response.body.prefix(300), as: UTF8.self))")
        }
        return response.body
    }
}

/// Tokens, fetched when first needed.
final class ReplayTokens {
    private let brand: ReplayBrand
    private let client: SmallClient
    private var known: [String: String] = [:]

    init(brand: ReplayBrand, client: SmallClient) {
        self.brand = brand
        self.client = client
    }

    func store(_ store: Int) throws -> String { try token(brand.storeCode(store)) }

    /// Of whoever owns the warehouse.
    func warehouse(_ code: String) throws -> String {
        let own = brand.map.headquartersWarehouses.count
        guard let index = brand.warehouseCodes.firstIndex(of: code), index >= own else { return try token("HQ") }
        return try token(brand.regionCode(index - own))
    }

    private func token(_ client: String) throws -> String {
        if let token = known[client] { return token }
        let token = try self.client.token(client)
        known[client] = token
        return token
    }
}
