package import Commerce
import Postgres

extension Work {
    /// Changes what `change` says of a SKU and leaves the rest: two that change different fields at once both take effect. A region
    /// changes its own custom SKUs, headquarters any. A custom SKU that is taken back from `discontinued` needs room in the quota again.
    ///
    /// Raising the floor price above prices that lists have is no fault: from then on those prices count as the floor (`PriceBook`).
    ///
    /// - Throws: `CatalogRefusal.unknownSKU` for what the caller doesn't see, `.anothersSKU` for what it sees and doesn't own,
    ///   `.taken`, `.quotaExceeded`, `.fixedOwner`; `Reason` (422) with every fault of the SKU that would come of it.
    package func changeSKU(_ code: Code, _ change: SKUDraft) async throws -> SKUView {
        // The region's row before the SKU's, as when one is added.
        if change.status?.holdsQuota == true { _ = try await run(LockOwningRegion(sku: code)) }
        guard let old = try await run(LockSKU(code: code)).first?.sku, sees(old) else { throw CatalogRefusal.unknownSKU }
        guard old.owner == caller.organization || caller.role == .headquarters else { throw CatalogRefusal.anothersSKU }
        guard let owner = try await ownerCode(old.owner) else { throw CatalogRefusal.unknownSKU }
        let details = try details(of: change, to: old.details, ownedBy: owner)
        if !old.isCentral, details.status.holdsQuota, !old.details.status.holdsQuota {
            try await quota(of: old.owner).admitOne()
        }
        do {
            _ = try await run(UpdateSKU(id: old.id, at: now, details: details))
        } catch let error as PostgresError where error.constraint == "skus_gtin_once" {
            throw CatalogRefusal.taken(code: false, gtin: true)
        }
        let sku = SKU(id: old.id, owner: old.owner, details: details)
        try await announce(sku, ownedBy: owner)
        return SKUView(sku: sku, owner: owner)
    }

    /// - Throws: one refusal with every fault of what would come of it, another owner among them.
    private func details(of change: SKUDraft, to old: SKUDetails, ownedBy owner: Code) throws -> SKUDetails {
        let isMoved = change.owner.map { $0 != owner } ?? false
        do {
            let details = try change.details(changing: old)
            if isMoved { throw CatalogRefusal.fixedOwner }
            return details
        } catch let reason as Reason where isMoved {
            throw Reason.invalid(CatalogRefusal.fixedOwner.reason.faults + reason.faults) ?? reason
        }
    }

    /// Read inside the transaction where the snapshot doesn't know it: to wait for a second connection while holding one could block all.
    private func ownerCode(_ owner: OrganizationID) async throws -> Code? {
        if let known = brand.catalog.current.organizations[owner]?.code { return known }
        return try await run(OrganizationCodes(ids: [owner])).first?.code
    }

    /// Of those who may edit a catalogue at all; what they see is a part of `SKUVisibility`.
    private func sees(_ sku: SKU) -> Bool {
        caller.reaches(sku.owner) || (sku.isCentral && sku.details.status != .draft)
    }
}

private struct LockOwningRegion: Statement {
    static let sql = """
        SELECT FROM organizations WHERE id = (SELECT owner_id FROM skus WHERE code = $1) AND kind = 'region' FOR NO KEY UPDATE
        """
    let sku: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(sku.text)
    }
}

private struct LockSKU: Statement {
    typealias Result = SKURecord
    static let sql = "SELECT \(SKURecord.columns) FROM skus s WHERE s.code = $1 FOR NO KEY UPDATE"
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
    }
}

/// Writes every field that may change. The GTIN is one, so the update is checked against a unique key; the code is not.
private struct UpdateSKU: Statement {
    static let sql = """
        UPDATE skus SET updated_at = $2, name = $3, initials = $4, brand = $5, series = $6, category = $7, aroma = $8, gtin = $9,
            price_band = $10, status = $11, abv_tenths = $12, volume_ml = $13, units_per_case = $14, case_weight_grams = $15,
            shelf_life_days = $16, loose_sale = $17, list_price_fen = $18, floor_price_fen = $19, suggested_price_fen = $20
        WHERE id = $1
        """
    let id: SKUID
    let at: Instant
    let details: SKUDetails

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(details.name)
        parameters.append(PinyinInitials.of(details.name))
        parameters.append(details.brand)
        parameters.append(details.series)
        parameters.append(details.category.rawValue)
        parameters.append(details.aroma.rawValue)
        parameters.append(details.gtin.digits)
        parameters.append(details.priceBand.rawValue)
        parameters.append(details.status.rawValue)
        parameters.append(details.abvTenths)
        parameters.append(details.volumeMl)
        parameters.append(details.unitsPerCase)
        parameters.append(details.caseWeightGrams)
        parameters.append(details.shelfLifeDays)
        parameters.append(details.looseSale)
        parameters.append(details.listPriceFen)
        parameters.append(details.floorPriceFen)
        parameters.append(details.suggestedPriceFen)
    }
}
