package import Commerce
import Postgres

/// What an order would come to if it were placed now. Nothing is kept, so nothing is promised either.
package struct QuoteView: Sendable {
    package struct Line: Sendable {
        package let line: Int
        package let sku: Code
        package let unit: OrderUnit
        package let quantity: Int64
        package let units: Int64
        package let unitPriceFen: Int64
        package let discountFen: Int64
        /// The campaign that would give it away; nil for what was asked for.
        package let givenBy: Code?
        /// What could be had of it now, at most the units wanted, and at most what its allocation allows; what a store is told of that (`ToldUnits`).
        package let availableUnits: Int64
        /// What is left of the allocation of its SKU for this line; nil when it isn't allocated at present.
        package let allowedUnits: Int64?

        package var amountFen: Int64 { units * unitPriceFen }
    }

    package let distributor: Code
    /// Who would buy from the distributor; nil when it is the distributor that would buy.
    package let store: Code?
    package let quotedAt: Instant
    /// When the last shipment would be there; nil when nothing could be sent.
    package let promisedAt: Instant?
    package let subtotalFen: Int64
    package let discountFen: Int64
    package let totalFen: Int64
    /// What stored value and points would pay of it; nil when all of it would be paid in money.
    package let tender: TenderView?
    /// The reason for every fen.
    package let pricing: Pricing
    /// Its deposit and balance; nil for what isn't sold in advance.
    package let advance: AdvanceView?
    package let lines: [Line]
    /// Where what is wanted would come from, whatever allocations allow.
    package let plan: SourcingPlan
    package let policyVersion: Int
    /// Codes of the plan's warehouses, for showing it.
    package let warehouses: [Int32: Code]
    package let skus: [Int32: Code]

    /// Units that could not be had now.
    package var unfilledUnits: Int64 { lines.reduce(0) { $0 + ($1.units - $1.availableUnits) } }
}

extension Brand {
    /// Prices and sources an order without keeping anything. What the stock board can't fill is read from the database before it is
    /// said to be short.
    package func quote(_ draft: OrderDraft, by caller: Caller) async throws -> QuoteView {
        let (buyer, asked) = try await price(draft, for: caller)
        return try await quote(asked, distributor: buyer.code)
    }

    /// - Parameter store: Who buys, when it isn't the distributor itself.
    func quote(_ asked: PricedOrder, distributor: Code, store: Code? = nil) async throws -> QuoteView {
        let buyer = asked.buyer.organization
        let planner = OrderPlanner(snapshot: catalog.current)
        let sources = planner.sources(for: buyer, at: asked.place, tiers: asked.storefront?.tiers)
        let planning = try await campaigns(for: asked, planner, sources: sources)
        let found = if let sale = asked.storefront { try await quotedSupply(of: planning, sale) } else { try await quotedSupply(of: planning) }
        let (priced, plan) = (found.order, found.plan)
        let now = clock.now()
        let advance = AdvanceOrder(priced.pricing, campaigns: planning.candidates.lazy.map(\.campaign), at: now)
        let leaves = max(now, advance?.shipsAfter ?? now)
        return QuoteView(
            distributor: distributor, store: store, quotedAt: now, promisedAt: promise(of: plan, priced.storefront?.deliveryDays, planner.snapshot, at: leaves),
            subtotalFen: priced.subtotalFen, discountFen: priced.discountFen, totalFen: priced.subtotalFen - priced.discountFen,
            tender: try await tender(of: priced, planning.candidates, at: now), pricing: priced.pricing, advance: advance.map { AdvanceView($0) },
            lines: priced.lines.map { line in
                QuoteView.Line(
                    line: line.line, sku: line.sku.code, unit: line.unit, quantity: line.quantity, units: line.units,
                    unitPriceFen: line.unitPriceFen, discountFen: line.discountFen,
                    givenBy: line.givenBy, availableUnits: found.availableUnits[line.line] ?? 0, allowedUnits: found.allowedUnits[line.line])
            },
            plan: plan, policyVersion: planner.snapshot.sourcing.version,
            warehouses: Dictionary(plan.considered.map { ($0.warehouse, planner.snapshot.warehouses[WarehouseID($0.warehouse)]?.code ?? Code(stored: "")) }) { first, _ in first },
            skus: Dictionary(priced.lines.map { ($0.sku.id.rawValue, $0.sku.code) }) { first, _ in first })
    }

    /// Of an order on the brand.
    private func quotedSupply(of planning: CampaignPlanning) async throws -> QuotedSupply {
        let planner = planning.planner
        var (priced, plan) = try board.withState { state in
            Result { try planning.plan(on: state) }
        }.get()
        if plan.unfilledUnits > 0 {
            let rows = planner.candidateRows(planning.priced().needs, sources: planning.sources)
            let shares = rows.map { PoolShareKey(distributor: planning.asked.buyer.organization, warehouse: $0.warehouse, sku: $0.sku) }
            let (levels, held) = try await writer.run(ReadStock(keys: rows), ReadPoolShares(keys: shares))
            let stock = LockedStock(levels: levels.map(\.row), held: held)
            board.learn(stock.boardRows, held: stock.heldAfter)
            (priced, plan) = try planning.plan(on: stock)
        }
        let allowed = try await allowedUnits(of: priced)
        let unfilled = plan.unfilled
        let available = priced.lines.map { line in
            let free = line.units - (unfilled[line.line] ?? 0)
            return (line.line, min(free, allowed[line.line] ?? free))
        }
        return QuotedSupply(order: priced, plan: plan, availableUnits: Dictionary(uniqueKeysWithValues: available), allowedUnits: allowed)
    }

    private func promise(of plan: SourcingPlan, _ deliveryDays: DeliveryDays?, _ snapshot: Snapshot, at now: Instant) -> Instant? {
        plan.shipments.map { shipment in
            let arrival = now.adding(minutes: shipment.promisedMinutes)
            let isOwn = snapshot.warehouses[WarehouseID(shipment.warehouse)]?.kind == .distributor
            return isOwn ? deliveryDays?.delivery(of: arrival) ?? arrival : arrival
        }.max()
    }

    /// Of stored value and points as much as was asked for, is there and may be used: nothing is refused for want of it, as nothing is for want of stock.
    private func tender(of priced: PricedOrder, _ candidates: [LiveCampaign], at now: Instant) async throws -> TenderView? {
        let buyer = priced.buyer.organization
        let totalFen = priced.subtotalFen - priced.discountFen
        let redeemed = try await redeemed(by: priced, on: totalFen, candidates)
        guard priced.tender.storedValueFen > 0 else { return TenderView(nil, redeemed) }
        let (principals, bonuses) = try await writer.run(ReadStoredPrincipals(organizations: [buyer]), ReadStoredBonuses(organizations: [buyer]))
        let stored = LockedStoredValue(principals, bonuses)
        let wanted = Tender(storedValueFen: min(priced.tender.storedValueFen, stored.availableFen(of: buyer, at: now)))
        return TenderView(try stored.spending(wanted, on: totalFen - (redeemed?.fen ?? 0), by: buyer, at: now)?.spend, redeemed)
    }

    private func redeemed(by priced: PricedOrder, on totalFen: Int64, _ candidates: [LiveCampaign]) async throws -> RedeemedPoints? {
        guard priced.tender.points > 0, let programme = priced.tender.programme(of: PointsProgramme.all(in: priced.pricing, of: candidates)) else { return nil }
        let buyer = priced.buyer.organization
        let points = LockedPoints(try await writer.run(ReadPointAccounts(organizations: [buyer])))
        let wanted = min(priced.tender.points, points.redeemable(on: totalFen, by: buyer, programme))
        return wanted > 0 ? RedeemedPoints(owner: programme.owner, points: wanted, fen: wanted * programme.rule.redeemFenPerPoint) : nil
    }

    /// The campaigns of an order with what is left of them, read without locks: a quote promises nothing.
    private func campaigns(
        for asked: PricedOrder, _ planner: OrderPlanner, sources: [SourcingProblem.Source]
    ) async throws -> CampaignPlanning {
        let pricer = CampaignPricer(snapshot: planner.snapshot, now: clock.now())
        let buyer = asked.buyer.organization
        let candidates = pricer.candidates(for: asked.buyer)
        let candidate = Candidate(pricer.price(asked, with: candidates), campaigns: candidates, day: pricer.day)
        let keys = Set(candidate.counters.lazy.map(\.key)).sorted()
        let coupons = candidate.issuedCoupons
        var usage = BatchUsage()
        if !keys.isEmpty || !coupons.isEmpty {
            let (rows, spent) = try await writer.run(ReadUsage(keys: keys), SpentCoupons(coupons: coupons))
            usage = BatchUsage(rows.map(\.row), spent: spent)
        }
        let cleared = candidates.clearedSKUs
        let needs = cleared.isEmpty ? [] : asked.needs.filter { cleared.contains($0.sku.code) }
        var lots: ComingLots?
        if !needs.isEmpty {
            lots = ComingLots(try await writer.run(ReadLotsOfRows(keys: planner.candidateRows(needs, sources: sources))), at: pricer.now)
        }
        return CampaignPlanning(
            pricer: pricer, planner: planner, asked: asked, candidates: candidates, left: usage.left(of: candidates, buyer: buyer, day: pricer.day),
            sources: sources, gives: { _ in true }, cutsOff: false, lots: lots)
    }
}

/// An order as it is quoted: where it would come from, and by line what is told to be there and what an allocation leaves.
struct QuotedSupply: Sendable {
    let order: PricedOrder
    let plan: SourcingPlan
    let availableUnits: [Int: Int64]
    let allowedUnits: [Int: Int64]
}

/// As `LockStock`, without the locks.
struct ReadStock: Statement {
    struct Result: RowDecodable {
        let row: LockStock.Result
        init(from row: inout RowReader) throws {
            self.row = try LockStock.Result(from: &row)
        }
    }
    static let sql = """
        SELECT l.warehouse_id, l.sku_id, l.on_hand, l.reserved, l.pool_reserved, l.safety_stock
        FROM unnest($1::int[], $2::int[]) AS u (w, s), LATERAL (
            SELECT warehouse_id, sku_id, on_hand, reserved, pool_reserved, safety_stock
            FROM stock_levels WHERE warehouse_id = u.w AND sku_id = u.s OFFSET 0) l
        """
    let keys: [StockKey]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}
