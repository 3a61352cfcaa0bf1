import Foundation

/// Goods that come back: the units of a ledger's return are matched with the store's latest orders that had some of the item, those
/// orders are shipped and delivered, and the goods asked back, accepted and restocked through the API: one return an order, each item once.
/// What the API refuses is counted by its code, and the replay goes on.
struct ReplayReturns {
    private struct Placed {
        let id: String
        let store: Int
        let shipments: [PlacedAnswer.Shipment]
        let holds: [(shipment: String, hold: MirrorStock.Hold)]
        var isDelivered = false
    }

    /// A step that the API refuses.
    private struct RefusedStep: Error {
        let code: String
    }

    private let brand: ReplayBrand
    private let names: ReplayNames
    private let connection: ReplayConnection
    private let tokens: ReplayTokens
    private var placed: [Placed] = []
    private var purchases = Purchases()
    private var serial = 0

    init(brand: ReplayBrand, names: ReplayNames, connection: ReplayConnection, tokens: ReplayTokens) {
        self.brand = brand
        self.names = names
        self.connection = connection
        self.tokens = tokens
    }

    mutating func remember(_ answer: PlacedAnswer, store: Int, holds: [(shipment: String, hold: MirrorStock.Hold)]) {
        for (_, hold) in holds { purchases.add(order: placed.count, store: store, item: hold.item, units: hold.units) }
        placed.append(Placed(id: answer.id, store: store, shipments: answer.shipments, holds: holds))
    }

    /// - Throws: when the server can't be reached any more.
    mutating func replay(_ order: Ledger.Order, _ tally: inout ReplayTally, _ mirror: inout MirrorStock) throws {
        for (place, units) in match(order, &tally).sorted(by: { $0.key < $1.key }) {
            do {
                try deliver(place, &mirror)
                try giveBack(place, units, &mirror)
                tally.returnsRefunded += 1
            } catch let refused as RefusedStep {
                tally.refuseReturn(refused.code)
            }
        }
    }

    /// By order and item, the units that come back.
    private mutating func match(_ order: Ledger.Order, _ tally: inout ReplayTally) -> [Int: [Int: Int64]] {
        var units: [Int: [Int: Int64]] = [:]
        for line in order.lines where line.bottles < 0 {
            let (taken, missing) = purchases.take(store: order.store, item: line.item, units: -line.bottles)
            for part in taken { units[part.order, default: [:]][line.item, default: 0] += part.units }
            if missing > 0 {
                tally.returnLinesUnmatched += 1
                tally.returnUnitsUnmatched += missing
            }
        }
        return units
    }

    private mutating func deliver(_ place: Int, _ mirror: inout MirrorStock) throws {
        let order = placed[place]
        guard !order.isDelivered else { return }
        placed[place].isDelivered = true
        for shipment in order.shipments {
            let warehouse = try tokens.warehouse(shipment.warehouse)
            try post("/v1/shipments/\(shipment.id)/pick", warehouse)
            try post("/v1/shipments/\(shipment.id)/ship", warehouse)
            for (held, hold) in order.holds where held == shipment.id { mirror.despatch(hold, for: order.store) }
            try post("/v1/shipments/\(shipment.id)/deliver", try tokens.store(order.store))
        }
    }

    /// Headquarters decides. The goods are taken in by the buyer's region, which may do so whoever owns the warehouses that sent them.
    private mutating func giveBack(_ place: Int, _ units: [Int: Int64], _ mirror: inout MirrorStock) throws {
        let order = placed[place]
        let lines = units.sorted { $0.key < $1.key }.map { (sku: brand.skuCode($0.key), units: $0.value) }
        let asked = lines.map { "{\"sku\":\"\($0.sku)\",\"units\":\($0.units)}" }.joined(separator: ",")
        let body = try post(
            "/v1/returns", try tokens.store(order.store), "{\"order\":\"\(order.id)\",\"reason\":\"replay\",\"lines\":[\(asked)]}")
        let answer = try JSONDecoder().decode(ReturnAnswer.self, from: Data(body))
        try post("/v1/returns/\(answer.id)/accept", try tokens.headquarters())
        let received = lines.map { "{\"sku\":\"\($0.sku)\",\"units\":\($0.units),\"disposition\":\"restock\"}" }.joined(separator: ",")
        try post("/v1/returns/\(answer.id)/receive", try tokens.region(of: order.store), "{\"lines\":[\(received)]}")
        for line in answer.lines {
            guard let warehouse = names.warehouse(line.warehouse), let item = names.item(line.sku) else { continue }
            mirror.receive(warehouse, item, line.units)
        }
    }

    @discardableResult
    private mutating func post(_ path: String, _ token: String, _ body: String = "") throws -> [UInt8] {
        serial += 1
        let response = try connection.post(path, token: token, key: "replay-return-\(serial)", body: body)
        guard (200..<300).contains(response.status) else {
            throw RefusedStep(code: ProblemAnswer.code(status: response.status, body: response.body))
        }
        return response.body
    }
}
