import Commerce
import Postgres

extension Brand {
    /// What a store's order would be sent from by the decision that placing it makes, on true numbers read without locks: under its region's supply
    /// cap, without what the brand allocates, and with the brand's goods only as far as the distributor's credit goes.
    ///
    /// - Throws: `OrderRefusal.supplyCap`; `.belowMinimum` of an order that could be filled.
    func quotedSupply(of planned: CampaignPlanning, _ sale: StorefrontSale) async throws -> QuotedSupply {
        var planning = planned
        let (planner, asked, now) = (planning.planner, planning.asked, planning.pricer.now)
        let buyer = asked.buyer.organization
        let needs = planning.priced().needs
        let rows = planner.candidateRows(needs, sources: planning.sources)
        let skus = Set(needs.map(\.sku.id))
        let shares = rows.map { PoolShareKey(distributor: buyer, warehouse: $0.warehouse, sku: $0.sku) }
        let (levels, held, accounts, restricted) = try await writer.run(
            ReadStock(keys: rows), ReadPoolShares(keys: shares), ReadPayers(organizations: [sale.seller.organization]),
            RestrictedSKUs(skus: skus.sorted(), now: now, organizations: [buyer] + (buyer.region.map { [$0] } ?? [])))
        let stock = LockedStock(levels: levels.map(\.row), held: held)
        board.learn(stock.boardRows, held: stock.heldAfter)
        let excesses = try await supplyCaps(of: asked, sale, at: now).excesses(of: asked)
        guard excesses.isEmpty else { throw OrderRefusal.supplyCap(excesses) }

        let allocations = LockedAllocations(restricted)
        planning.gives = { sku in
            skus.contains(sku.id) && allocations.allowed(sku.id, buyer: buyer) == nil && !allocations.awaited.contains(sku.id)
        }
        let decisions = BatchDecisions(
            planner: planner, pricer: planning.pricer, now: now, keys: KeyStates(locks: [TryLockKeys.Result](), stored: [StoredAnswers.Result]()),
            accounts: accounts.map(\.row), stock: stock, allocations: allocations, usage: BatchUsage(), groups: LockedGroups(),
            supplyCaps: LockedSupplyCaps(), lots: planning.lots, stored: LockedStoredValue(), points: LockedPoints())
        let candidate = Candidate(asked, campaigns: planning.candidates, day: planning.pricer.day, needs: needs, sources: planning.sources, rows: rows)
        let (order, plan, _) = try decisions.planned(by: planning, candidate)
        let totalFen = order.subtotalFen - order.discountFen
        if plan.unfilledUnits == 0, totalFen < sale.minOrderFen { throw OrderRefusal.belowMinimum(minOrderFen: sale.minOrderFen, totalFen: totalFen) }

        let told = ToldUnits(order.lines, unfilled: plan.unfilled)
        let withheld = rows.filter { row in
            planner.snapshot.warehouses[row.warehouse]?.kind != .distributor && (!plan.drawsOnBrand || allocations.isAllocated(row.sku))
        }
        return QuotedSupply(
            order: order, plan: try planning.shown(plan, as: order, told, on: StockWithout(Set(withheld), of: stock)),
            availableUnits: Dictionary(uniqueKeysWithValues: order.lines.map { ($0.line, told.units(ofLine: $0.line, wanted: $0.units)) }), allowedUnits: [:])
    }

    private func supplyCaps(of asked: PricedOrder, _ sale: StorefrontSale, at now: Instant) async throws -> LockedSupplyCaps {
        guard let cap = sale.supplyCap else { return LockedSupplyCaps() }
        let wanted = Set(asked.asked.map(\.sku.id)).sorted().map { sku in
            ReadSupplyStandings.Wanted(
                key: SupplyKey(store: asked.buyer.organization, sku: sku), tier: asked.buyer.tier ?? "", windowDays: cap.windowDays)
        }
        return LockedSupplyCaps(try await writer.run(ReadSupplyStandings(wanted: wanted, now: now)))
    }
}

extension CampaignPlanning {
    /// A plan that falls short is told as the plan of what is told: warehouses, units and costs of it say no more than the lines do.
    fileprivate func shown(_ plan: SourcingPlan, as order: PricedOrder, _ told: ToldUnits, on stock: some StockReading) throws(OrderRefusal) -> SourcingPlan {
        guard !told.shortfalls.isEmpty else { return plan.shownToStore }
        let missing = told.shortfalls.compactMap { short in
            order.lines.first { $0.line == short.line }.map {
                SourcingPlan.Shortfall(line: short.line, sku: $0.sku.id.rawValue, units: short.wantedUnits - short.availableUnits)
            }
        }
        let needs = order.lines.compactMap { line -> OrderPlanner.Need? in
            let units = told.units(ofLine: line.line, wanted: line.units)
            return units > 0 ? OrderPlanner.Need(line: line.line, sku: line.sku, units: units) : nil
        }
        guard !needs.isEmpty else { return plan.shownToStore(shortOf: missing) }
        return try planner.plan(
            needs, for: asked.buyer.organization, sources: sources, tiers: asked.storefront?.tiers, stock: stock, drawsOnPool: asked.drawsOnPool
        ).shownToStore(shortOf: missing)
    }
}

extension SourcingPlan {
    fileprivate var drawsOnBrand: Bool { shipments.contains { $0.lines.contains { $0.tier.isBrands } } }
}

/// As `LockAccounts`, without the locks.
private struct ReadPayers: Statement {
    struct Result: RowDecodable {
        let row: LockAccounts.Result
        init(from row: inout RowReader) throws { self.row = try LockAccounts.Result(from: &row) }
    }
    static let sql = """
        SELECT organization_id, balance_fen, held_fen, credit_limit_fen, false FROM accounts WHERE organization_id = ANY($1::bigint[]) AND kind = 'prepaid'
        """
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(organizations.map(\.rawValue))
    }
}
