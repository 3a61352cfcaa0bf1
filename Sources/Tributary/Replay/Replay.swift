import Foundation
import Histogram
import Operations
import Postgres

/// Places every order of a ledger through the HTTP API in time order: orders of one day together, days one after the other.
struct Replay {
    let brand: ReplayBrand
    let server: BenchServer
    private let client: SmallClient
    private let tokens: ReplayTokens
    private var lanes: ReplayLanes
    private var mirror: MirrorStock
    private var returns: ReplayReturns
    private let stock: MonthlyStock
    private let itemOf: [String: Int]
    private let warehouseOf: [String: Int]
    private var tally = ReplayTally()
    private var progress: ReplayProgress

    init(brand: ReplayBrand, server: BenchServer, rate: Double?) throws {
        self.brand = brand
        self.server = server
        client = try SmallClient(host: "127.0.0.1", port: server.port)
        tokens = ReplayTokens(brand: brand, client: client)
        lanes = try ReplayLanes(port: server.port, count: 16, rate: rate)
        mirror = MirrorStock(brand)
        returns = ReplayReturns(brand: brand, client: client, tokens: tokens)
        stock = MonthlyStock(brand)
        itemOf = Dictionary(brand.ledger.items.indices.map { (brand.skuCode($0), $0) }) { first, _ in first }
        warehouseOf = Dictionary(brand.warehouseCodes.enumerated().map { ($1, $0) }) { first, _ in first }
        progress = ReplayProgress(total: brand.ledger.orders.count)
    }

    mutating func run() throws -> (ReplayTally, seconds: Double) {
        defer { lanes.close() }
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
                try returns.replay(orders[index], &tally)
            }
            progress.show(done: end)
            start = end
        }
        progress.end()
        return (tally, progress.seconds)
    }

    private mutating func place(_ range: Range<Int>) throws {
        let requests = try range.compactMap { index -> ReplayLanes.Request? in
            let order = brand.ledger.orders[index]
            let lines = order.lines.filter { $0.bottles > 0 }
            guard !lines.isEmpty else { return nil }
            let listed = lines.map { "{\"sku\":\"\(brand.skuCode($0.item))\",\"quantity\":\($0.bottles),\"unit\":\"bottle\"}" }.joined(separator: ",")
            return ReplayLanes.Request(
                bytes: ReplayLanes.request(
                    "POST", "/v1/orders", token: try tokens.store(order.store), key: "replay-\(index)", body: "{\"allowPartial\":true,\"lines\":[\(listed)]}"),
                tag: index)
        }
        let decoder = JSONDecoder()
        // Taken out while it is used: the answers are counted by this value, which can't be changed from within a part of it.
        var lanes = self.lanes
        defer { self.lanes = lanes }
        try lanes.send(requests) { index, status, body, microseconds in
            let order = brand.ledger.orders[index]
            let lines = order.lines.filter { $0.bottles > 0 }
            guard status == 201 else {
                let code = (try? decoder.decode(ProblemAnswer.self, from: Data(body)))?.code ?? "HTTP_\(status)"
                tally.refuse(code, lines: lines.count)
                return
            }
            let answer = try decoder.decode(PlacedAnswer.self, from: Data(body))
            tally.latencies.record(microseconds)
            count(answer, order)
            returns.remember(answer, store: order.store, items: itemOf)
        }
    }

    private mutating func count(_ answer: PlacedAnswer, _ order: Ledger.Order) {
        tally.ordersPlaced += 1
        tally.linesPlaced += answer.lines.count
        tally.shipments += answer.shipments.count
        tally.optimal += answer.sourcing.optimal ? 1 : 0
        var shipped: [(item: Int, units: Int64)] = []
        for line in answer.lines {
            guard let item = itemOf[line.sku] else { continue }
            tally.unitsPlaced += line.units - line.cancelledUnits
            tally.unitsCut += line.cancelledUnits
            if line.units > line.cancelledUnits { shipped.append((item, line.units - line.cancelledUnits)) }
        }
        tally.nearestFirstShipments += mirror.nearestFirst(shipped, region: brand.map.regions[order.store], at: brand.map.places[order.store])
        for line in answer.lines {
            guard let item = itemOf[line.sku] else { continue }
            for allocation in line.allocations {
                guard let warehouse = warehouseOf[allocation.warehouse] else { continue }
                mirror.hold(warehouse, item, allocation.units, pool: allocation.source == "pool")
            }
        }
    }

    /// Receipts of a month, a few hundred lines a document.
    private mutating func receive(_ month: Substring) throws {
        let receipts = stock.receipts(month: month)
        for warehouse in brand.warehouseCodes.indices {
            let lines = receipts.filter { $0.warehouse == warehouse }
            for first in stride(from: 0, to: lines.count, by: 400) {
                let part = lines[first..<min(first + 400, lines.count)]
                let listed = part.map { "{\"sku\":\"\(brand.skuCode($0.item))\",\"units\":\($0.units)}" }.joined(separator: ",")
                let code = brand.warehouseCodes[warehouse]
                let response = try client.send(
                    "POST", "/v1/stock/movements", token: try tokens.warehouse(code), key: "replay-\(month)-\(code)-\(first)",
                    body: "{\"kind\":\"receipt\",\"warehouse\":\"\(code)\",\"reason\":\"\(month)\",\"lines\":[\(listed)]}")
                guard response.status == 201 else {
                    throw SettingsError("a receipt answered \(response.status): \(String(decoding: response.body.prefix(300), as: UTF8.self))")
                }
                for line in part { mirror.receive(warehouse, line.item, line.units) }
            }
        }
    }
}

/// One line on standard error, written over: how far, how fast, how long still.
struct ReplayProgress {
    let total: Int
    private let start = HTTPLoad.now()
    private var shown: UInt64 = 0

    init(total: Int) {
        self.total = total
    }

    var seconds: Double { Double(HTTPLoad.now() - start) / 1e9 }

    mutating func show(done: Int) {
        let now = HTTPLoad.now()
        guard now - shown > 500_000_000 || done == total else { return }
        shown = now
        let rate = Double(done) / max(0.001, seconds)
        let left = Double(total - done) / max(0.001, rate)
        StandardOutput.write(
            "\r\(done) of \(total) orders, \(BenchReport.fixed(rate, 0))/s, \(BenchReport.fixed(left, 0)) s left        ")
    }

    func end() {
        StandardOutput.write("\n")
    }
}
