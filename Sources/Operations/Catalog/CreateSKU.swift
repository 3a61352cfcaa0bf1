package import Commerce
import Postgres

extension Work {
    /// Adds a SKU that belongs to the caller's organisation: a central one for headquarters, a custom one for a region, which must have
    /// room for it in its quota (counted exactly, whatever else is added at the same time).
    ///
    /// - Throws: `Reason` (422) with every fault of the draft; `CatalogRefusal.taken`, `.quotaExceeded`, `.fixedOwner`.
    package func createSKU(_ draft: SKUDraft) async throws -> SKUView {
        if let owner = draft.owner, owner != caller.code { throw CatalogRefusal.fixedOwner }
        let details = try draft.details()
        let owner = caller.organization
        if owner.kind == .region, details.status.holdsQuota {
            let quota = try await quota(of: owner)
            // A repeated request is told that the SKU is there, not that it would be one too many.
            if let refusal = try await taken(details) { throw refusal }
            try quota.admitOne()
        }
        guard let added = try await run(AddSKUs(owner: owner, at: now, skus: [details])).first else {
            throw try await taken(details) ?? CatalogRefusal.taken(code: true, gtin: false)
        }
        let sku = SKU(id: added.id, owner: owner, details: details)
        try await announce(sku, ownedBy: caller.code)
        return SKUView(sku: sku, owner: caller.code)
    }

    private func taken(_ details: SKUDetails) async throws -> CatalogRefusal? {
        TakenSKUs(try await run(TakenNames(codes: [details.code], gtins: [details.gtin]))).refusal(of: details)
    }

    /// The snapshot is read again, and whoever listens to the owner's events hears what can be sold at which prices.
    func announce(_ sku: SKU, ownedBy owner: Code) async throws {
        changed(.skus)
        try await emit(.skuChanged, about: sku.owner) { json in
            json.field("sku", sku.details.code.text)
            json.field("owner", owner.text)
            json.field("status", sku.details.status.rawValue)
            json.field("listPriceFen", sku.details.listPriceFen)
            json.field("floorPriceFen", sku.details.floorPriceFen)
        }
    }
}
