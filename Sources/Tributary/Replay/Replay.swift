import Foundation
import Histogram

/// Places every order of a ledger through the HTTP API in time order: orders of one day together, then that day's returns, days one after the
/// other. Whatever the API refuses is counted by its code.
struct Replay {
    private let brand: ReplayBrand
    private let names: ReplayNames
    private let tokens: ReplayTokens
    private let connection: ReplayConnection
    private let lanes: ReplayLanes
    private let stock: MonthlyStock
    private var mirror: MirrorStock
    private var returns: ReplayReturns
    private var progress: ReplayProgress
    private(set) var tally = ReplayTally()
    private(set) var seconds = 0.0

    /// - Parameters:
    ///   - port: where the brand's server listens on loopback.
    ///   - rate: orders a second; nil: as many as go.
    init(brand: ReplayBrand, port: Int, rate: Double?) throws {
        self.brand = brand
        names = ReplayNames(brand)
        tokens = ReplayTokens(brand: brand, client: try SmallClient(host: "127.0.0.1", port: port))
        connection = ReplayConnection(port: port)
        lanes = try ReplayLanes(port: port, count: 16, rate: rate)
        stock = MonthlyStock(brand)
        mirror = MirrorStock(brand)
        returns = ReplayReturns(brand: brand, names: names, connection: connection, tokens: tokens)
        progress = ReplayProgress(total: brand.ledger.orders.count)
    }

    /// Runs to the end of the ledger, or until the server can't be reached any more, which the tally tells.
    mutating func run() {
        do {
            try days()
        } catch {
            tally.cutShort = "\(error)"
        }
        progress.end()
        seconds = progress.seconds
    }

    private mutating func days() throws {
        let orders = brand.ledger.orders
        var start = 0
        var month: Substring = ""
        while start < orders.count {
            let day = orders[start].date
            let end = orders[start...].firstIndex { $0.date != day } ?? orders.count
            if day.prefix(7) != month {
                month = day.prefix(7)
                try receive(month)
            }
            try place(start..<end)
            for index in start..<end where orders[index].lines.contains(where: { $0.bottles < 0 }) {
                try returns.replay(orders[index], &tally, &mirror)
            }
            progress.show(done: end)
            start = end
        }
    }

    private mutating func place(_ range: Range<Int>) throws {
        let brand = brand
        let tokens = tokens
        // Signing in takes its time, which isn't to be measured as an order's.
        for index in range { _ = try tokens.store(brand.ledger.orders[index].store) }
        var rest = range
        var done = range.lowerBound
        try lanes.send(next: {
            while let index = rest.popFirst() {
                let order = brand.ledger.orders[index]
                if let body = Self.body(order.bought, brand) {
                    let token = try tokens.store(order.store)
                    return ReplayLanes.Request(
                        bytes: SmallClient.request("POST", "/v1/orders", token: token, key: "replay-\(index)", body: body), tag: index)
                }
            }
            return nil
        }, answered: { index, status, body, microseconds in
            let order = brand.ledger.orders[index]
            done += 1
            progress.show(done: done)
            guard status == 201 else {
                tally.refuse(ProblemAnswer.code(status: status, body: body), lines: order.bought.count)
                return
            }
            tally.latencies.record(microseconds)
            count(try JSONDecoder().decode(PlacedAnswer.self, from: Data(body)), order)
        })
    }

    private static func body(_ lines: [Ledger.Line], _ brand: ReplayBrand) -> String? {
        guard !lines.isEmpty else { return nil }
        let listed = lines.map { "{\"sku\":\"\(brand.skuCode($0.item))\",\"quantity\":\($0.bottles),\"unit\":\"bottle\"}" }.joined(separator: ",")
        return "{\"allowPartial\":true,\"lines\":[\(listed)]}"
    }

    private mutating func count(_ answer: PlacedAnswer, _ order: Ledger.Order) {
        tally.ordersPlaced += 1
        tally.linesPlaced += answer.lines.count
        tally.shipments += answer.shipments.count
        tally.optimal += answer.sourcing.optimal ? 1 : 0
        var shipped: [(item: Int, units: Int64)] = []
        var holds: [(shipment: String, hold: MirrorStock.Hold)] = []
        for line in answer.lines {
            tally.unitsPlaced += line.units - line.cancelledUnits
            tally.unitsCut += line.cancelledUnits
            guard let item = names.item(line.sku) else { continue }
            if line.units > line.cancelledUnits { shipped.append((item, line.units - line.cancelledUnits)) }
            for allocation in line.allocations {
                guard let warehouse = names.warehouse(allocation.warehouse) else { continue }
                let isPool = allocation.source == "pool"
                holds.append((allocation.shipment, MirrorStock.Hold(warehouse: warehouse, item: item, units: allocation.units, isPool: isPool)))
            }
        }
        tally.nearestFirstShipments += mirror.nearestFirst(shipped, for: order.store)
        for (_, hold) in holds { mirror.hold(hold, for: order.store) }
        returns.remember(answer, store: order.store, holds: holds)
    }

    /// Receipts of a month, a few hundred lines a document.
    private mutating func receive(_ month: Substring) throws {
        let receipts = stock.receipts(month: month)
        for (warehouse, code) in brand.warehouseCodes.enumerated() {
            let lines = receipts.filter { $0.warehouse == warehouse }
            for first in stride(from: 0, to: lines.count, by: 400) {
                let part = lines[first..<min(first + 400, lines.count)]
                let listed = part.map { "{\"sku\":\"\(brand.skuCode($0.item))\",\"units\":\($0.units)}" }.joined(separator: ",")
                let response = try connection.post(
                    "/v1/stock/movements", token: try tokens.warehouse(code), key: "replay-\(month)-\(code)-\(first)",
                    body: "{\"kind\":\"receipt\",\"warehouse\":\"\(code)\",\"reason\":\"\(month)\",\"lines\":[\(listed)]}")
                guard response.status == 201 else {
                    tally.refuseReceipt(ProblemAnswer.code(status: response.status, body: response.body))
                    continue
                }
                for line in part { mirror.receive(warehouse, line.item, line.units) }
            }
        }
    }
}
