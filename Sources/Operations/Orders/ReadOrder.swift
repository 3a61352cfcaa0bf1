package import Commerce
import Postgres

extension Brand {
    /// An order as it stands, for whoever reaches its buyer. All of it is of one moment.
    /// - Throws: 404 when there is none within the caller's reach.
    package func order(_ id: OrderID, as caller: Caller) async throws -> OrderView {
        let key = OrderKey.order(id)
        let (_, heads, lines, shipments, holds, pricings, tenders, advances) = try await request.transaction(.oneMoment) { transaction in
            try await transaction.commit(
                with: SetCaller(caller), OrderHead(id: id, reach: caller.organization.reach), OrderLines(key: key), OrderShipments(key: key),
                OrderHolds(key: key), PricingOfOrder(order: id), TenderOfOrder(order: id), AdvanceOfOrder(order: id))
        }
        guard let head = heads.first else { throw Reason.absent("order") }
        let names = try await names(organizations: [head.organization], warehouses: Set(shipments.map(\.warehouse)))
        var view = head.view(lines: lines, shipments: shipments, holds: holds, pricings, names)
        view.tender = tenders.first?.view
        view.advance = advances.first?.view
        // A moment later, for the few that await one: groups aren't anybody's to read.
        if view.status == .awaitingGroup { view.groupBuy = try await writer.run(GroupOfOrder(order: id)).first?.view }
        return view
    }
}

extension OrderHead.Result {
    fileprivate func view(
        lines: Rows<OrderLines.Result>, shipments: Rows<OrderShipments.Result>, holds: Rows<OrderHolds.Result>,
        _ pricings: Rows<PricingOfOrder.Result>, _ names: OrderNames
    ) -> OrderView {
        let live = holds.filter { $0.units > $0.voidedUnits }
        return OrderView(
            id: id, number: number, status: status, distributor: names.distributor(of: organization), store: names.store(of: organization), placedAt: placedAt,
            promisedAt: promisedAt, subtotalFen: subtotalFen, discountFen: discountFen, totalFen: totalFen, note: note,
            lines: lines.map { line in
                OrderView.Line(
                    line: line.line, sku: line.code, unit: line.unit, quantity: line.quantity, units: line.units,
                    unitPriceFen: line.unitPriceFen, discountFen: line.discountFen, backorderedUnits: line.backorderedUnits,
                    cancelledUnits: line.cancelledUnits, givenBy: line.givenBy.map { Code(stored: $0.external) },
                    allocations: live.filter { $0.line == line.line }.map { hold in
                        OrderView.Allocation(
                            shipment: hold.shipment, warehouse: names.code(of: hold.warehouse), source: hold.source, tier: hold.tier,
                            units: hold.units - hold.voidedUnits)
                    })
            },
            // A shipment that lost everything is nothing to the order any more, but of a cancelled order all that there was is shown.
            shipments: shipments.filter { $0.status != .cancelled || status == .cancelled }.map { shipment in
                OrderView.Shipment(
                    id: shipment.id, number: shipment.number, warehouse: names.code(of: shipment.warehouse), status: shipment.status,
                    distanceMetres: shipment.distanceMetres, promisedAt: shipment.promisedAt)
            },
            sourcing: sourcing,
            // An order that no campaign was looked at for keeps nothing: its lines say it all.
            pricing: pricings.first?.pricing
                ?? Pricing(
                    lines: lines.map { Pricing.Line(line: $0.line, sku: $0.code, units: $0.units, unitPriceFen: $0.unitPriceFen, adjustments: []) },
                    campaigns: []
                ).encoded())
    }
}

extension Work {
    /// The order as this work leaves it.
    func orderView(_ id: OrderID) async throws -> OrderView {
        let key = OrderKey.order(id)
        let everything = OrganizationID.headquarters.reach
        let (heads, lines, shipments, holds, pricings, tenders, advances) = try await run(
            OrderHead(id: id, reach: everything), OrderLines(key: key), OrderShipments(key: key), OrderHolds(key: key),
            PricingOfOrder(order: id), TenderOfOrder(order: id), AdvanceOfOrder(order: id))
        guard let head = heads.first else { throw Reason.absent("order") }
        let names = try await names(organizations: [head.organization], warehouses: Set(shipments.map(\.warehouse)))
        var view = head.view(lines: lines, shipments: shipments, holds: holds, pricings, names)
        view.tender = tenders.first?.view
        view.advance = advances.first?.view
        if view.status == .awaitingGroup { view.groupBuy = try await run(GroupOfOrder(order: id)).first?.view }
        return view
    }
}

private struct PricingOfOrder: Statement {
    struct Result: RowDecodable {
        let pricing: [UInt8]
        init(from row: inout RowReader) throws { pricing = try row.next(Bytes.self).bytes }
    }
    static let sql = "SELECT pricing FROM order_pricings WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

private struct OrderHead: Statement {
    struct Result: RowDecodable {
        let id: OrderID
        let organization: OrganizationID
        let number: String
        let status: OrderStatus
        let placedAt: Instant
        let promisedAt: Instant?
        let subtotalFen: Int64
        let discountFen: Int64
        let totalFen: Int64
        let note: String?
        let sourcing: OrderView.Sourcing
        init(from row: inout RowReader) throws {
            id = OrderID(try row.next())
            organization = OrganizationID(try row.next())
            number = try row.next()
            status = OrderStatus(rawValue: try row.next()) ?? .confirmed
            placedAt = Instant(try row.next(Timestamp.self))
            promisedAt = try row.next(Timestamp?.self).map { Instant($0) }
            subtotalFen = try row.next()
            discountFen = try row.next()
            totalFen = try row.next()
            note = try row.next()
            sourcing = OrderView.Sourcing(
                optimal: try row.next(), costFen: try row.next(), gapFen: try row.next(), policyVersion: Int(try row.next(Int32.self)))
        }
    }
    static let sql = """
        SELECT id, organization_id, number, status, placed_at, promised_at, subtotal_fen, discount_fen, total_fen, note,
               optimal, cost_fen, gap_fen, policy_version
        FROM orders WHERE id = $1 AND organization_id >= $2 AND organization_id < $3
        """
    let id: OrderID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

extension TransactionOptions {
    /// Statements that belong together and write nothing see one state of things.
    static let oneMoment = TransactionOptions(isolation: .repeatableRead, readOnly: true)
}
