package import Commerce
import Postgres

/// Units of a SKU that came back, and what becomes of them.
package struct ReceivedUnits: Sendable {
    package let sku: Code
    package let units: Int64
    package let disposition: ReturnDisposition

    package init(sku: Code, units: Int64, disposition: ReturnDisposition) {
        self.sku = sku
        self.units = units
        self.disposition = disposition
    }
}

extension Work {
    /// Goods of an accepted return come in. What was paid for them goes back to the buyer; what is restocked is on hand again in the warehouse
    /// it was sent from, and goes to waiting backorders before the work ends; what is quarantined or scrapped is recorded only. When the
    /// last unit is in, the return is refunded; until then more may come. A blind box's bottle that is quarantined or scrapped has a defect,
    /// which headquarters accepted: its box's price is paid back. One that is good enough to be restocked gives nothing back.
    ///
    /// A return is received by the organisation of the warehouse that its units were sent from, or by the region of its buyer.
    ///
    /// - Throws: 404 when neither the buyer nor a warehouse of the return is within the caller's reach; `ReturnRefusal`.
    package func receiveReturn(_ id: ReturnID, _ received: [ReceivedUnits]) async throws -> ReturnView {
        let (order, head) = try await lockReturn(id, andWaiting: true)
        let all = try await run(OrderReturns(order: order.id))
        let names = try await names(warehouses: Set(all.map(\.line.warehouse)))
        let lines = all.map(\.line).filter { $0.return == id }
        let mine = lines.filter { names.owner(of: $0.warehouse) == caller.organization || caller.organization == order.organization.region }
        guard caller.reaches(order.organization) || !mine.isEmpty else { throw Reason.absent("return") }
        _ = try head.status.after(.receive)
        guard !mine.isEmpty else { throw ReturnRefusal.anothersWarehouse }

        let skus = Dictionary(lines.map { ($0.code, $0.sku) }) { first, _ in first }
        let receipt = try ReturnReceipt(
            received.map { ReturnReceipt.Received(sku: skus[$0.sku], units: $0.units, disposition: $0.disposition) },
            of: mine.map { ReturnReceipt.Awaited(sku: $0.sku, units: $0.units - $0.receivedUnits) })
        let discount = try await keptDiscount(of: order)
        let cleared = discount?.clearedSKUs ?? []
        let backOnTheShelf = received.indices.filter { received[$0].disposition == .restock && cleared.contains(received[$0].sku) }
        guard backOnTheShelf.isEmpty else { throw ReturnRefusal.nearExpiry(lines: backOnTheShelf) }
        let shares = try book(receipt, on: mine, of: order, all: all.map(\.line))
        let (paid, withheldFen) = try await withhold(from: shares, by: discount, of: order, all: all.map(\.line))
        let boxFen = try await boxPriceFen(of: order)
        let booked = paid.map { BookedLine(line: $0.line, units: $0.units, refundFen: $0.refundFen + boxFen * $0.defectiveUnits) }
        let (paidFen, refundFen) = (paid.reduce(0) { $0 + $1.refundFen }, booked.reduce(0) { $0 + $1.refundFen })
        let awaited = lines.reduce(0) { $0 + $1.units - $1.receivedUnits } - receipt.parts.reduce(0) { $0 + $1.total }
        let status = try head.status.after(.receive, awaitedUnits: awaited)

        // Paid back to, and what came back may take prizes back from: locked before stock.
        try await lockAccounts(payingFor: order)
        try await payBack(paidFen, of: order, for: id)
        // A box isn't the order's own money: no tender, and no points are earned by it.
        if refundFen > paidFen { try await refund(organization: order.organization, amountFen: refundFen - paidFen, return: id) }
        try await refundSupply(booked.map { ($0.line.line, $0.line.warehouse, $0.units.values.reduce(0, +)) }, of: order, return: id, owner: names.owner)
        try await restock(booked, of: id, order, owner: names.owner)
        _ = try await run(
            BookReturnLines(id: id, booked: booked), BookReturn(id: id, status: status, refundFen: refundFen, withheldFen: withheldFen, at: now))
        // With every receipt: a return that nothing more comes of stays accepted, and its money has gone back all the same.
        try await reverseDraws(earnedBy: order, refundedFen: head.refundFen + refundFen)
        let (back, earlier) = (Self.units(of: booked), all.reduce(into: [:]) { $0[$1.line.line, default: Int64(0)] += $1.line.receivedUnits })
        try await reportCoupons(.couponReturned, back, after: { earlier[$0] ?? 0 }, of: order, ("return", id.external))
        if status == .refunded {
            try await tell(.returnRefunded, of: id, number: head.number, order, status: status, refundFen: head.refundFen + refundFen)
        }
        return try await returnView(id)
    }

    private static func units(of booked: [BookedLine]) -> [Int: Int64] {
        booked.reduce(into: [:]) { $0[$1.line.line, default: 0] += $1.units.values.reduce(0, +) }
    }

    /// What each line gets, and the fen that are paid back for it: the share of what was shipped on the order's line, after what came back of
    /// it before.
    private func book(
        _ receipt: ReturnReceipt, on lines: [ReturnLines.Result], of order: LockedOrder, all: [ReturnLines.Result]
    ) throws -> [BookedLine] {
        var returned: [Int: Int64] = [:]
        for line in all { returned[line.line, default: 0] += line.receivedUnits }
        return try receipt.parts.map { part in
            let line = lines[part.index]
            guard let refundFen = try order.sold(line.line).refundFen(part.total, after: returned[line.line] ?? 0) else {
                throw BrokenOrder(order: order.id, line: line.line)
            }
            returned[line.line, default: 0] += part.total
            return BookedLine(line: line, units: part.units, refundFen: refundFen)
        }
    }

    /// Lowers the lines' shares by what the goods that stay no longer earn of their discount. However an order comes back, its refunds end at
    /// what was paid. What was shorted or cancelled is the brand's affair, or the whole order's, and took its frozen share with it; what is owed
    /// for that alone is no return's to bear.
    private func withhold(
        from shares: [BookedLine], by discount: KeptDiscount?, of order: LockedOrder, all: [ReturnLines.Result]
    ) async throws -> ([BookedLine], withheldFen: Int64) {
        guard let discount else { return (shares, 0) }
        var gone = order.gone(from: discount)
        for line in all { gone[line.line, default: .nothing].returnedUnits += line.receivedUnits }
        for part in shares { gone[part.line.line, default: .nothing].returnedUnits += part.units.values.reduce(0, +) }
        guard let owed = discount.withheldFen(gone) else { throw BrokenOrder(order: order.id, line: 0) }
        let withheldBefore = try await run(WithheldOfOrder(order: order.id)).first?.fen ?? 0
        let fen = shares.map(\.refundFen)
        let whole = fen.reduce(0, +)
        let withheld = min(owed - withheldBefore, whole)
        guard withheld != 0 else { return (shares, 0) }
        let refunds = withheld > 0 ? zip(fen, LargestRemainder.split(withheld, by: fen)).map { $0 - $1 } : fen
        var booked = zip(shares, refunds).map { BookedLine(line: $0.line, units: $0.units, refundFen: $1) }
        // What is given back of an earlier return's isn't of any line in particular.
        if withheld < 0 { booked[0] = BookedLine(line: booked[0].line, units: booked[0].units, refundFen: booked[0].refundFen - withheld) }
        return (booked, withheld)
    }

    private func restock(
        _ booked: [BookedLine], of id: ReturnID, _ order: LockedOrder, owner: (WarehouseID) -> OrganizationID
    ) async throws {
        let parts = booked.compactMap { part -> RestockPlan.Part? in
            guard let units = part.units[.restock], units > 0 else { return nil }
            return RestockPlan.Part(line: part.line.line, row: StockKey(warehouse: part.line.warehouse, sku: part.line.sku), units: units)
        }
        guard !parts.isEmpty else { return }
        var units: [StockKey: Int64] = [:]
        for part in parts { units[part.row, default: 0] += part.units }
        let changes = units.sorted { $0.key < $1.key }.map { LevelChange(key: $0.key, onHand: $0.value) }
        let (levels, _, lots, sent) = try await run(
            LockStock(keys: rowsToFill(order.awaited).union(units.keys).sorted()), ChangeLevels(changes: changes),
            LockLots(keys: units.keys.sorted()), SentLots(order: order.id))
        let plan = RestockPlan(parts, sent: sent.map(\.lot), lots: LotBook(lots))
        _ = try await run(MakeLots(plan.book), ChangeLots(plan.book), MarkRestocked(lots: plan.restocked))
        try await recordMovements(units, kind: .return, reason: "", reference: id.rawValue, owner: owner)
        stockChanged(
            levels.map { row in
                BoardRow(warehouse: row.key.warehouse, sku: row.key.sku, level: row.level.changed(by: changes.first { $0.key == row.key }))
            })
        stockFreed(units.keys.lazy.map(\.sku))
    }
}

private struct BookedLine: Sendable {
    let line: ReturnLines.Result
    let units: [ReturnDisposition: Int64]
    let refundFen: Int64

    var defectiveUnits: Int64 { (units[.quarantine] ?? 0) + (units[.scrap] ?? 0) }
}

/// What returns of an order have withheld so far.
private struct WithheldOfOrder: Statement {
    struct Result: RowDecodable {
        let fen: Int64
        init(from row: inout RowReader) throws { fen = try row.next() }
    }
    static let sql = "SELECT coalesce(sum(withheld_fen), 0)::bigint FROM returns WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

private struct BookReturnLines: Statement {
    static let sql = """
        UPDATE return_lines l SET restocked_units = l.restocked_units + u.restocked, quarantined_units = l.quarantined_units + u.quarantined,
               scrapped_units = l.scrapped_units + u.scrapped, refund_fen = l.refund_fen + u.fen
        FROM unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
             AS u (line_no, warehouse, restocked, quarantined, scrapped, fen)
        WHERE l.return_id = $1 AND l.order_line_no = u.line_no AND l.warehouse_id = u.warehouse
        """
    let id: ReturnID
    let booked: [BookedLine]

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(booked.map { Int32($0.line.line) })
        parameters.append(booked.map(\.line.warehouse.rawValue))
        parameters.append(booked.map { $0.units[.restock] ?? 0 })
        parameters.append(booked.map { $0.units[.quarantine] ?? 0 })
        parameters.append(booked.map { $0.units[.scrap] ?? 0 })
        parameters.append(booked.map(\.refundFen))
    }
}

private struct BookReturn: Statement {
    static let sql = """
        UPDATE returns SET status = $2, refund_fen = refund_fen + $3, withheld_fen = withheld_fen + $5, received_at = greatest($4, decided_at, received_at) WHERE id = $1
        """
    let id: ReturnID
    let status: ReturnStatus
    let refundFen: Int64
    let withheldFen: Int64
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(status.rawValue)
        parameters.append(refundFen)
        parameters.append(Timestamp(at))
        parameters.append(withheldFen)
    }
}
