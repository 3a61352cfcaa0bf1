package import Commerce
import Postgres

/// A SKU in a storefront as a store sees it.
package struct StorefrontSKUView: Sendable {
    /// A bundle that this store may buy and that the SKU is a part of.
    package struct Bundle: Sendable {
        package let campaign: Code
        package let name: String
        package let priceFen: Int64
        package let components: [(sku: Code, units: Int64)]
    }

    package let sku: SKU
    /// For a bottle, for stores of its tier.
    package let priceFen: Int64
    package let maxUnits: Int64?
    package let availability: StorefrontAvailability
    package let bundles: [Bundle]
}

extension Brand {
    /// A page of what the caller's storefront sells, by code. Availability is the stock board's: a hint, as a shelf is.
    /// - Throws: 404 when its distributor has no storefront, or it isn't approved there.
    package func storefrontSKUs(page: PageRequest, of caller: Caller) async throws -> Page<StorefrontSKUView> {
        guard let seller = caller.organization.distributor else { throw Reason.absent("storefront") }
        let list = ListStorefrontItems(distributor: seller, store: caller.organization, after: try page.afterCode(), limit: page.fetchLimit)
        let (stores, rows) = try await read(as: caller, StorefrontCustomer(store: caller.organization, distributor: seller), list)
        guard let store = stores.first else { throw Reason.absent("storefront") }
        let found = Page(rows, for: page) { $0.sku.details.code.text }
        let snapshot = catalog.current
        let planner = OrderPlanner(snapshot: snapshot)
        let restricted = try await writer.run(RestrictedSKUs(skus: found.items.map(\.sku.id), now: clock.now(), organizations: []))
        let allocations = LockedAllocations(restricted)
        let availability = board.withState { state in
            found.items.map {
                planner.availability(of: $0.sku, isAllocated: allocations.isAllocated($0.sku.id), for: caller.organization, on: state)
            }
        }
        let bundles = BundlesOnOffer(
            snapshot.campaigns.candidates(owners: [seller]), store: caller.code, tier: store.tier,
            above: [seller, seller.region].compactMap { $0.flatMap { snapshot.organizations[$0]?.code } }, at: clock.now())
        return Page(
            items: zip(found.items, availability).map { row, availability in
                StorefrontSKUView(
                    sku: row.sku, priceFen: row.priceFen, maxUnits: row.maxUnits, availability: availability,
                    bundles: bundles.containing(row.sku.details.code))
            }, next: found.next)
    }
}

/// Bundles that a store may buy now.
private struct BundlesOnOffer {
    private var bySKU: [Code: [StorefrontSKUView.Bundle]] = [:]

    init(_ campaigns: [LiveCampaign], store: Code, tier: StoreTier, above: [Code], at now: Instant) {
        for live in campaigns {
            let definition = live.campaign.definition
            guard case .bundle(let bundle) = definition.component, definition.schedule.standing(at: now) == .on,
                definition.audience.organizations.contains(where: { $0 == store || above.contains($0) }),
                definition.audience.tiers.isEmpty || definition.audience.tiers.contains(tier.rawValue)
            else { continue }
            let offer = StorefrontSKUView.Bundle(
                campaign: live.campaign.id, name: definition.name, priceFen: bundle.priceFen,
                components: bundle.components.map { ($0.sku, $0.units) })
            for component in bundle.components { bySKU[component.sku, default: []].append(offer) }
        }
    }

    func containing(_ sku: Code) -> [StorefrontSKUView.Bundle] { bySKU[sku] ?? [] }
}

extension OrderPlanner {
    /// - Parameter isAllocated: the brand allocates it at present, to distributors and not to stores.
    fileprivate func availability(
        of sku: SKU, isAllocated: Bool, for store: OrganizationID, on stock: some StockReading
    ) -> StorefrontAvailability {
        let own = store.distributor.map { snapshot.warehouses.own(of: $0) } ?? []
        let ownUnits = own.reduce(Int64(0)) { sum, warehouse in
            warehouse.active ? sum + stock.level(warehouse.id, sku.id).generalFree(.noPool(packUnits: 1)) : sum
        }
        guard ownUnits == 0, !isAllocated, let sellable = snapshot.skus[sku.id], isSupplied(sellable, to: store) else {
            return StorefrontAvailability(ownUnits: ownUnits, brandUnits: 0, unitsPerCase: Int64(sku.details.unitsPerCase))
        }
        let terms = terms(of: sellable, hasPool: true)
        let brandUnits = snapshot.warehouses.brand.reduce(Int64(0)) { sum, warehouse in
            guard warehouse.kind == .hq, warehouse.active else { return sum }
            let key = PoolShareKey(distributor: store, warehouse: warehouse.id, sku: sku.id)
            return sum + stock.level(warehouse.id, sku.id).poolFree(terms, holding: stock.poolHeld(key))
        }
        return StorefrontAvailability(ownUnits: ownUnits, brandUnits: brandUnits, unitsPerCase: Int64(sku.details.unitsPerCase))
    }
}

private struct StorefrontCustomer: Statement {
    struct Result: RowDecodable {
        let tier: StoreTier
        init(from row: inout RowReader) throws { tier = StoreTier(rawValue: try row.next()) ?? .nurture }
    }
    static let sql = """
        SELECT s.tier FROM stores s, storefronts f WHERE s.organization_id = $1 AND s.status = 'approved' AND f.organization_id = $2
        """
    let store: OrganizationID
    let distributor: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(distributor.rawValue)
    }
}

/// The items are the distributor's part of their primary key; they are few thousand at most, sorted here by code.
private struct ListStorefrontItems: Statement {
    struct Result: RowDecodable {
        let sku: SKU
        let priceFen: Int64
        let maxUnits: Int64?
        init(from row: inout RowReader) throws {
            sku = try SKURecord(from: &row).sku
            priceFen = try row.next()
            maxUnits = try row.next()
        }
    }
    static let sql = """
        SELECT \(SKURecord.columns), \(StorefrontPrice.sql(tier: "t.tier", sku: "s")), i.max_units
        FROM storefront_items i JOIN skus s ON s.id = i.sku_id JOIN stores t ON t.organization_id = $2
        WHERE i.organization_id = $1 AND s.code > $3
        ORDER BY s.code LIMIT $4
        """
    let distributor: OrganizationID
    let store: OrganizationID
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(store.rawValue)
        parameters.append(after)
        parameters.append(limit)
    }
}
