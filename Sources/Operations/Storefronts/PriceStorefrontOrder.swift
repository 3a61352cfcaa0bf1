package import Commerce
import Postgres

/// A store's order, priced, with the codes that its answer names.
struct StorefrontOrder: Sendable {
    let priced: PricedOrder
    let distributor: Code
    let store: Code
}

extension Brand {
    /// A store's order priced at this moment: by the storefront of its own distributor, at the price for its tier.
    ///
    /// - Parameter store: Who buys.
    /// - Throws: 404 when its distributor has no storefront; `OrderRefusal`: `storefrontClosed`, or with every fault of the lines.
    func price(_ draft: OrderDraft, inStorefrontBy store: OrganizationID) async throws -> StorefrontOrder {
        guard let seller = store.distributor, let distributor = catalog.current.organizations[seller] else { throw Reason.absent("storefront") }
        let (skus, snapshot) = try await skus(of: draft, for: distributor, Caller(clientID: "", organization: store, code: distributor.code))
        let gifts = snapshot.campaigns.candidates(owners: [seller]).flatMap(\.campaign.definition.gifts).compactMap { snapshot.skus[$0]?.id }
        let wanted = Set(skus.compactMap(\.?.id) + gifts).sorted()
        let (found, offered) = try await writer.run(
            ReadStorefrontTerms(store: store), ReadStorefrontOffers(distributor: seller, store: store, skus: wanted))
        guard let terms = found.first?.terms else { throw Reason.absent("storefront") }
        let offers = Dictionary(offered.map { ($0.sku, $0.offer) }) { first, _ in first }
        let place = draft.shipTo ?? terms.place
        let sale = StorefrontSale(
            seller: distributor.buyer, offers: offers, minOrderFen: terms.minOrderFen, allowsRegionStock: terms.allowsRegionStock,
            deliveryDays: terms.deliveryDays, supplyCap: terms.supplyCap)
        var faults: [Fault] = place == nil ? OrderRefusal.noPlace.reason.faults : []
        if draft.allowBackorder {
            faults.append(Fault("/allowBackorder", "NOT_SUPPORTED", "A storefront's order doesn't wait for goods."))
        }
        do {
            let priced = try PricedOrder(
                draft, skus: skus, buyer: PricedBuyer(organization: store, tier: terms.tier.rawValue, code: terms.code),
                place: place ?? Coordinates(storedLatitudeE6: 0, longitudeE6: 0), allowPartial: draft.allowPartial ?? false, storefront: sale
            ) { sku, _ in offers[sku.id] }
            guard faults.isEmpty else { throw OrderRefusal.lines(faults) }
            guard terms.status == .approved else { throw OrderRefusal.organizationSuspended }
            guard terms.isOpen else { throw OrderRefusal.storefrontClosed }
            return StorefrontOrder(priced: priced, distributor: distributor.code, store: terms.code)
        } catch OrderRefusal.lines(let lines) {
            throw OrderRefusal.lines(lines == faults ? lines : faults + lines)
        }
    }

    /// What would be wrong with a store's order besides what its form has wrong.
    package func faults(of draft: OrderDraft, inStorefrontBy store: OrganizationID) async throws -> [Fault] {
        do {
            _ = try await price(draft, inStorefrontBy: store)
            return []
        } catch let refusal as any Refusal {
            return refusal.reason.faults
        }
    }
}

extension CampaignDefinition {
    /// SKUs that it may give away.
    fileprivate var gifts: [Code] {
        guard case .threshold(let threshold) = component else { return [] }
        return threshold.tiers.compactMap { if case .gift(let gift) = $0.reward { gift.sku } else { nil } }
    }
}
