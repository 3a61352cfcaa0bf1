package import Commerce

/// Puts the sourcing problem of an order together: who may be asked, how far away they are, what they could give this buyer.
struct OrderPlanner: Sendable {
    let snapshot: Snapshot

    /// Work that one order's search may take: a tenth of a second or so. The orders of a batch are planned one after the other, and whoever comes
    /// behind a hard one waits; a what-if, which nobody waits behind, may take `Sourcing.usualNodeBudget`.
    private static let nodeBudget = 20_000

    /// Units of a SKU that a line of an order still needs.
    struct Need: Sendable {
        let line: Int
        let sku: SellableSKU
        let units: Int64
    }

    /// The warehouses that an order may be sent from, or might have been.
    /// - Parameter tiers: Of a store's order; nil for one on the brand.
    func sources(for buyer: OrganizationID, at place: Coordinates, tiers: [SourcingTier]?) -> [SourcingProblem.Source] {
        tiers.map { storefrontSources(for: buyer, at: place, tiers: $0) } ?? brandSources(for: buyer, at: place)
    }

    /// Its distributor's own warehouses, then headquarters', of which a store gets only what is in the pool, and the region's: each only if
    /// the tiers name it, so that no other distributor's customer sees where this one's goods might come from.
    private func storefrontSources(for buyer: OrganizationID, at place: Coordinates, tiers: [SourcingTier]) -> [SourcingProblem.Source] {
        let point = SpherePoint(place)
        func source(_ warehouse: WarehouseRecord, _ tier: SourcingTier) -> SourcingProblem.Source {
            SourcingProblem.Source(
                warehouse: warehouse.id.rawValue, code: warehouse.code.text,
                distanceMetres: warehouse.bearing.roadMetres(to: point, roadFactorBps: snapshot.sourcing.policy.roadFactorBps),
                eligible: warehouse.active, generalTier: tier)
        }
        let own = buyer.distributor.map { snapshot.warehouses.own(of: $0) } ?? []
        let brands = snapshot.warehouses.brand.compactMap { warehouse -> SourcingProblem.Source? in
            switch warehouse.kind {
            case .hq: tiers.contains(.pool) ? source(warehouse, .hq) : nil
            case .region: tiers.contains(.region) && warehouse.organization == buyer.region ? source(warehouse, .region) : nil
            case .distributor: nil
            }
        }
        return own.map { source($0, .own) } + brands
    }

    /// Every warehouse of the brand, in code order, as `buyer` at `place` sees it. Those it may not draw on are listed too, so that the
    /// trace can say so.
    private func brandSources(for buyer: OrganizationID, at place: Coordinates) -> [SourcingProblem.Source] {
        let policy = snapshot.sourcing.policy
        let point = SpherePoint(place)
        let anywhere = policy.tiers.contains(.otherRegions)
        return snapshot.warehouses.brand.map { warehouse in
            let own = warehouse.kind == .hq || warehouse.organization == buyer.region
            return SourcingProblem.Source(
                warehouse: warehouse.id.rawValue, code: warehouse.code.text,
                distanceMetres: warehouse.bearing.roadMetres(to: point, roadFactorBps: policy.roadFactorBps),
                eligible: warehouse.active && (own || anywhere),
                generalTier: warehouse.kind == .hq ? .hq : own ? .region : .otherRegions)
        }
    }

    /// The SKUs of the needs, each once, in order of appearance.
    func distinctSKUs(_ needs: [Need]) -> [SellableSKU] {
        guard needs.count > 32 else {
            return needs.reduce(into: []) { skus, need in
                if !skus.contains(where: { $0.id == need.sku.id }) { skus.append(need.sku) }
            }
        }
        var seen: Set<SKUID> = []
        return needs.compactMap { seen.insert($0.sku.id).inserted ? $0.sku : nil }
    }

    /// What a store may have of the brand's is what its distributor might buy: of a SKU that was discontinued, or left the region's assortment, a
    /// storefront sells off what the distributor has itself.
    /// - Parameter drawsOnPool: whether the buyer's part of the pool may be taken, besides what anybody may have.
    func problem(
        _ needs: [Need], for buyer: OrganizationID, sources: [SourcingProblem.Source], stock: some StockReading, drawsOnPool: Bool = true
    ) -> SourcingProblem {
        let skus = distinctSKUs(needs)
        var general = [Int64](repeating: 0, count: sources.count * skus.count)
        var pool = general
        let supplied = skus.map { isSupplied($0, to: buyer) }
        for (row, source) in sources.enumerated() where source.eligible {
            let warehouse = WarehouseID(source.warehouse)
            let hasPool = source.generalTier == .hq
            for (column, sku) in skus.enumerated() where source.generalTier == .own || supplied[column] {
                let level = stock.level(warehouse, sku.id)
                guard level.onHand > 0 else { continue }
                let terms = terms(of: sku, hasPool: hasPool)
                general[row * skus.count + column] = level.generalFree(terms)
                if hasPool, drawsOnPool {
                    let key = PoolShareKey(distributor: buyer, warehouse: warehouse, sku: sku.id)
                    pool[row * skus.count + column] = level.poolFree(terms, holding: stock.poolHeld(key))
                }
            }
        }
        // A store takes bottles out of broken cases.
        let isStore = buyer.kind == .store
        return SourcingProblem(
            lines: needs.map {
                SourcingProblem.Line(
                    line: $0.line, sku: $0.sku.id.rawValue, units: $0.units, gramsPerUnit: $0.sku.gramsPerUnit,
                    packUnits: isStore ? 1 : $0.sku.packUnits)
            },
            sources: sources, skus: skus.map(\.id.rawValue), general: general, pool: pool)
    }

    /// Whether anything of the brand's may go to this buyer at all; an order on the brand is held to its assortment before it is planned.
    func isSupplied(_ sku: SellableSKU, to buyer: OrganizationID) -> Bool {
        buyer.kind != .store || snapshot.assortments.allows(sku, to: buyer)
    }

    /// - Parameter tiers: Of a store's order; nil for one on the brand, which the policy in force says everything about.
    func plan(
        _ needs: [Need], for buyer: OrganizationID, sources: [SourcingProblem.Source], tiers: [SourcingTier]?, stock: some StockReading,
        drawsOnPool: Bool = true
    ) throws(OrderRefusal) -> SourcingPlan {
        do {
            return try Sourcing.plan(
                problem(needs, for: buyer, sources: sources, stock: stock, drawsOnPool: drawsOnPool),
                under: tiers.map { snapshot.sourcing.policy.strictly($0) } ?? snapshot.sourcing.policy, nodeBudget: Self.nodeBudget)
        } catch {
            throw .plan("The order is beyond what can be counted.")
        }
    }

    func terms(of sku: SellableSKU, hasPool: Bool) -> PoolTerms {
        guard hasPool else { return .noPool(packUnits: sku.packUnits) }
        return PoolTerms(
            ratioBps: snapshot.pool.ratioBps(of: sku.id), perDistributorBps: snapshot.pool.perDistributorBps, packUnits: sku.packUnits)
    }

    /// Every row the order could draw on, in key order: what is locked before it is refused or planned on true numbers.
    func candidateRows(_ needs: [Need], sources: [SourcingProblem.Source]) -> [StockKey] {
        let skus = distinctSKUs(needs)
        return sources.filter(\.eligible).flatMap { source in
            skus.map { StockKey(warehouse: WarehouseID(source.warehouse), sku: $0.id) }
        }
    }

    /// The rows a plan draws on.
    func rows(of plan: SourcingPlan) -> [StockKey] {
        plan.shipments.flatMap { shipment in
            shipment.lines.map { StockKey(warehouse: WarehouseID(shipment.warehouse), sku: SKUID($0.sku)) }
        }
    }
}

extension Snapshot {
    /// The sources of an imagined buyer somewhere near a warehouse, for measuring the engine on a brand's own map.
    package func sourcingSources(
        region: OrganizationID?, latitudeShiftE6: Int32, longitudeShiftE6: Int32, near warehouse: WarehouseRecord
    ) -> [SourcingProblem.Source] {
        let place = Coordinates(
            storedLatitudeE6: warehouse.place.latitudeE6 + latitudeShiftE6, longitudeE6: warehouse.place.longitudeE6 + longitudeShiftE6)
        return OrderPlanner(snapshot: self).sources(for: region ?? .headquarters, at: place, tiers: nil)
    }
}
