import Commerce
import Postgres

/// Everything that a batch of accepted orders writes, collected so that each table is written by one statement.
struct PlacementRows: Sendable {
    private(set) var orders: [InsertOrders.Row] = []
    private(set) var lines: [InsertOrderLines.Row] = []
    private(set) var shipments: [InsertShipments.Row] = []
    private(set) var holds: [InsertStockHolds.Row] = []
    private(set) var draws: [InsertAllocationDraws.Row] = []
    private(set) var campaigns: [InsertOrderCampaigns.Row] = []
    private(set) var pricings: [(order: OrderID, pricing: [UInt8])] = []
    private(set) var supply: [InsertSupplyCharges.Row] = []
    private(set) var unmet: [UnmetDemand] = []
    private(set) var groups = GroupRows()
    private(set) var prizes: [SendPrizes.Row] = []
    private(set) var suggestions: [(suggestion: SuggestionID, order: OrderID)] = []
    private(set) var tenders = TenderRows()
    private(set) var points = PointRows()
    private(set) var earning: [InsertOrderPoints.Row] = []
    private(set) var advances: [InsertAdvances.Row] = []
    private(set) var events: [Event] = []
    private(set) var kept: [(request: IdempotentRequest, answer: StoredAnswer)] = []

    /// Numbers what was accepted, makes its rows and its answers.
    static func assemble(
        _ batch: [OrderIntake.Waiting], _ verdicts: [BatchDecisions.Verdict], _ decisions: BatchDecisions, _ planner: OrderPlanner,
        now: Instant, ids: EntityIDs, numbers: OrderNumbers, in transaction: Transaction
    ) async throws -> ([BatchWriter.Outcome], PlacementRows) {
        var accepted = 0
        var shipments = 0
        var more = 0
        for case .accepted(let order) in verdicts {
            accepted += 1
            shipments += order.plan.shipments.count
            more += (order.priced.prize == nil ? 0 : 1) + (order.redeemed == nil ? 0 : 1)
        }
        var rows = PlacementRows()
        var freeIDs = accepted == 0 ? [][...] : try await ids.take(accepted * 2 + shipments + more + decisions.groups.opened, in: transaction)[...]
        var freeNumbers = accepted == 0 ? [][...] : try await numbers.take(accepted, at: now)[...]
        rows.groups = GroupRows(decisions.groups, ids: &freeIDs)
        var outcomes: [BatchWriter.Outcome] = []
        for (waiting, verdict) in zip(batch, verdicts) {
            let incoming = waiting.order
            switch verdict {
            case .replayed(let answer): outcomes.append(.answered(Answered(answer: answer, replayed: true)))
            case .turnedAway(let refusal): outcomes.append(.refused(refusal))
            case .planAgain: outcomes.append(.planAgain)
            case .afterBackorders(let skus): outcomes.append(.afterBackorders(skus))
            case .refused(let refusal):
                if case .outOfStock = refusal { rows.unmet += UnmetDemand.of(incoming.priced) }
                guard refusal.reason.kind == .conflict, incoming.keepsRefusals else {
                    outcomes.append(.refused(refusal))
                    continue
                }
                let answer = incoming.refused(refusal.reason)
                rows.kept.append((incoming.request, answer))
                outcomes.append(.answered(Answered(answer: answer, replayed: false)))
            case .accepted(let order):
                let view = rows.add(order, by: incoming, planner, now: now, ids: &freeIDs, number: freeNumbers.removeFirst())
                let answer = incoming.accepted(view)
                rows.kept.append((incoming.request, answer))
                outcomes.append(.answered(Answered(answer: answer, replayed: false)))
            }
        }
        return (outcomes, rows)
    }

    private mutating func add(
        _ order: AcceptedOrder, by incoming: IncomingOrder, _ planner: OrderPlanner, now: Instant, ids: inout ArraySlice<Int64>, number: String
    ) -> OrderView {
        let snapshot = planner.snapshot
        let id = OrderID(ids.removeFirst())
        let priced = order.priced
        let shipped = shipments(
            of: order.plan, order: id, number: number, first: 1, buyer: priced.buyer.organization,
            status: order.seat == nil && order.advance == nil ? .released : .waiting, deliveryDays: priced.storefront?.deliveryDays, snapshot,
            now: max(now, order.advance?.shipsAfter ?? now), ids: &ids)
        var allocations = [[OrderView.Allocation]](repeating: [], count: priced.lines.count)
        for (shipment, planned) in zip(shipped, order.plan.shipments) {
            for line in planned.lines {
                allocations[line.line].append(
                    OrderView.Allocation(
                        shipment: shipment.id, warehouse: shipment.warehouse, source: line.stockClass, tier: line.tier, units: line.units))
            }
        }
        let amounts = order.amounts
        let view = OrderView(
            id: id, number: number, status: order.status, distributor: incoming.sellerCode ?? incoming.buyerCode,
            store: incoming.sellerCode.map { _ in incoming.buyerCode }, placedAt: now,
            promisedAt: shipped.map(\.promisedAt).max(), subtotalFen: amounts.subtotalFen,
            discountFen: amounts.discountFen, totalFen: amounts.subtotalFen - amounts.discountFen, note: priced.note,
            lines: priced.lines.map { line in
                OrderView.Line(
                    line: line.line, sku: line.sku.code, unit: line.unit, quantity: line.quantity, units: line.units,
                    unitPriceFen: line.unitPriceFen, discountFen: line.discountFen, backorderedUnits: order.backorderedUnits(line.line),
                    cancelledUnits: order.cancelledUnits(line.line), givenBy: line.givenBy, allocations: allocations[line.line])
            },
            shipments: shipped,
            sourcing: OrderView.Sourcing(
                optimal: order.plan.optimal, costFen: order.plan.costFen, gapFen: order.plan.gapFen, policyVersion: snapshot.sourcing.version),
            pricing: priced.pricing.encoded(), groupBuy: order.seat.map { groups.take($0, by: priced.buyer.organization, with: id) },
            tender: TenderView(order.stored, order.redeemed), advance: order.advance.map { AdvanceView($0) })
        if let advance = order.advance { advances.append(InsertAdvances.Row(order: id, organization: priced.buyer.organization, advance: advance)) }
        orders.append(
            InsertOrders.Row(
                view: view, priced: priced, heldFen: order.heldFen, placedBy: incoming.caller.clientID, trace: SourcingTrace.encode(order.plan)))
        for line in view.lines {
            lines.append(InsertOrderLines.Row(order: id, sku: priced.lines[line.line].sku.id, line: line))
        }
        for draw in order.draws {
            draws.append(
                InsertAllocationDraws.Row(
                    order: id, line: draw.line, allocation: draw.share.allocationID, organization: draw.share.organization, units: draw.units))
        }
        if let seller = priced.storefront?.seller.organization {
            supply += order.supply.map { InsertSupplyCharges.Row(order: id, distributor: seller, charge: $0) }
        }
        for given in order.campaigns {
            campaigns.append(InsertOrderCampaigns.Row(order: id, organization: priced.buyer.organization, given: given))
        }
        let buyer = priced.buyer.organization
        if order.stored != nil || order.redeemed != nil {
            tenders.add(order.stored, pointsFen: order.redeemed?.fen ?? 0, to: id, of: buyer, totalFen: view.totalFen)
        }
        if let redeemed = order.redeemed { points.add(redeemed, to: id, of: buyer, entry: ids.removeFirst()) }
        if let programme = order.earning { earning.append(InsertOrderPoints.Row(order: id, organization: buyer, programme: programme)) }
        if !priced.pricing.campaigns.isEmpty { pricings.append((id, view.pricing)) }
        events.append(placedEvent(view, buyer: priced.buyer.organization, id: ids.removeFirst()))
        if let suggestion = priced.suggestion { suggestions.append((suggestion, id)) }
        if let prize = priced.prize {
            prizes.append(SendPrizes.Row(draw: prize, order: id))
            events.append(fulfilledEvent(prize, view, buyer: priced.buyer.organization, id: ids.removeFirst()))
        }
        return view
    }

    /// Makes the shipments of a plan and the holds that feed them. A shipment's number is its order's with a count behind it.
    /// - Parameter now: from when they are promised.
    mutating func shipments(
        of plan: SourcingPlan, order: OrderID, number: String, first: Int, buyer: OrganizationID, status: ShipmentStatus = .released,
        deliveryDays: DeliveryDays? = nil, _ snapshot: Snapshot, now: Instant, ids: inout ArraySlice<Int64>
    ) -> [OrderView.Shipment] {
        plan.shipments.enumerated().compactMap { index, planned in
            guard let warehouse = snapshot.warehouses[WarehouseID(planned.warehouse)] else { return nil }
            let arrival = now.adding(minutes: planned.promisedMinutes)
            let shipment = OrderView.Shipment(
                id: ShipmentID(ids.removeFirst()), number: "\(number)-\(first + index)", warehouse: warehouse.code, status: status,
                distanceMetres: planned.distanceMetres, promisedAt: warehouse.kind == .distributor ? deliveryDays?.delivery(of: arrival) ?? arrival : arrival)
            shipments.append(
                InsertShipments.Row(
                    shipment: shipment, order: order, organization: buyer, warehouse: warehouse.id,
                    warehouseOrganization: warehouse.organization, costFen: planned.costFen))
            for line in planned.lines {
                holds.append(InsertStockHolds.Row(shipment: shipment.id, warehouse: warehouse.id, line: line))
            }
            return shipment
        }
    }

    private func placedEvent(_ view: OrderView, buyer: OrganizationID, id: Int64) -> Event {
        var json = JSONWriter()
        json.object { json in
            json.field("order", view.id.external)
            json.field("number", view.number)
            json.field("distributor", view.distributor.text)
            json.fieldIfPresent("store", view.store?.text)
            json.field("status", view.status.rawValue)
            json.field("totalFen", view.totalFen)
            json.field("lines", view.lines.count)
            json.array("warehouses") { list in
                for shipment in view.shipments { list.value(shipment.warehouse.text) }
            }
        }
        return Event(id: id, type: .orderPlaced, organization: buyer, payload: String(decoding: json.bytes, as: UTF8.self))
    }

    private func fulfilledEvent(_ prize: DrawID, _ view: OrderView, buyer: OrganizationID, id: Int64) -> Event {
        var json = JSONWriter()
        json.object { json in
            json.field("draw", prize.external)
            json.field("campaign", view.lines.first?.givenBy?.text)
            json.field("distributor", view.distributor.text)
            json.field("order", view.id.external)
            json.field("number", view.number)
        }
        return Event(id: id, type: .drawFulfilled, organization: buyer, payload: String(decoding: json.bytes, as: UTF8.self))
    }

    /// The last round trip of the batch, COMMIT included.
    /// - Returns: what ample counters stood at when they were locked.
    func commit(
        in transaction: Transaction, now: Instant, _ decisions: BatchDecisions, settings: BrandSettings
    ) async throws -> [LockUsage.Result] {
        guard !orders.isEmpty else {
            // Refusals were decided by what was seen, too.
            let (_, _, counters) = try await transaction.commit(
                with: InsertUnmetDemand(at: now, rows: unmet), KeepAnswers(kept: kept), LockAmpleUsage(counters: decisions.usage.ample.sorted))
            return Array(counters)
        }
        try await groups.write(at: now, in: transaction)
        try await tenders.write(in: transaction)
        try await points.write(at: now, in: transaction)
        let stock = decisions.stock
        let (_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, counters, _, _) = try await transaction.commit(
            with: InsertUnmetDemand(at: now, rows: unmet),
            DrawOnShares(drawn: decisions.allocations.drawn),
            InsertAllocationDraws(rows: draws),
            SendPrizes(rows: prizes, at: now),
            MarkSuggestionsOrdered(rows: suggestions, at: now),
            InsertAdvances(rows: advances, at: now),
            HoldMoney(supply: supply),
            InsertSupplyCharges(rows: supply),
            ChangePoolShares(changes: stock.sortedPoolChanges),
            ChangeHolds(changes: stock.sortedChanges),
            HoldMoney(orders: orders),
            InsertOrders(rows: orders),
            InsertOrderLines(rows: lines),
            InsertShipments(rows: shipments, at: now),
            InsertStockHolds(rows: holds),
            InsertAccountHolds(orders: orders),
            InsertTraces(orders: orders),
            InsertOrderCampaigns(rows: campaigns, at: now),
            RedeemCoupons(rows: campaigns),
            InsertOrderPoints(rows: earning),
            InsertPricings(orders: pricings, at: now),
            InsertEvents(at: now, events: events),
            KeepAnswers(kept: kept),
            LockAmpleUsage(counters: decisions.usage.ample.sorted),
            RaiseUsage(changes: decisions.usage.allChanges),
            Notify(channel: settings.stockChannel, payload: settings.serverID))
        return Array(counters)
    }
}
