package import Commerce
import Postgres

extension Work {
    /// Adds the SKUs of a sheet that can be added, all of the caller's organisation; the others are named with their faults. An import only
    /// adds: a row whose code or GTIN is taken is refused. A region's rows are taken in their order until its quota is full.
    ///
    /// Sent again, the rows that landed the first time are refused with `SKU_EXISTS` and nothing else changes.
    package func importSKUs(_ sheet: SKUSheet) async throws -> ImportReport {
        let owner = caller.organization
        var candidates = try sheet.good.map { ImportedSKU(row: $0, details: try $0.draft.details()) }
        let quota = owner.kind == .region ? try await quota(of: owner) : nil
        let taken = try await takenNames(of: candidates)
        var left = quota?.left ?? .max
        for index in candidates.indices {
            let details = candidates[index].details
            if let named = candidates[index].row.draft.owner, named != caller.code {
                candidates[index].refuse(.fixedOwner)
            } else if let refusal = taken.refusal(of: details) {
                candidates[index].refuse(refusal)
            } else if details.status.holdsQuota, let quota {
                if left > 0 { left -= 1 } else { candidates[index].refuse(.quotaExceeded(quota)) }
            }
        }
        let admitted = candidates.filter(\.isAdmitted).map(\.details)
        let added = Dictionary(
            try await run(AddSKUs(owner: owner, at: now, skus: admitted)).map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
        if added.count < admitted.count {
            // Somebody else added some of them since they were looked up.
            let takenSince = try await takenNames(of: candidates)
            for index in candidates.indices where candidates[index].isAdmitted && added[candidates[index].details.code] == nil {
                candidates[index].refuse(takenSince.refusal(of: candidates[index].details) ?? .taken(code: true, gtin: false))
            }
        }
        for candidate in candidates {
            guard let id = added[candidate.details.code], candidate.isAdmitted else { continue }
            try await announce(SKU(id: id, owner: owner, details: candidate.details), ownedBy: caller.code)
        }
        return ImportReport(
            accepted: added.count, rejected: sheet.rejected + candidates.count - added.count,
            faults: (sheet.faults + candidates.flatMap(\.row.faults)).sorted { $0.row < $1.row })
    }

    private func takenNames(of candidates: [ImportedSKU]) async throws -> TakenSKUs {
        TakenSKUs(try await run(TakenNames(codes: candidates.map(\.details.code), gtins: candidates.map(\.details.gtin))))
    }
}

/// A row that may land.
private struct ImportedSKU: Sendable {
    private(set) var row: SKURow
    let details: SKUDetails

    var isAdmitted: Bool { row.faults.isEmpty }

    /// Notes a refusal's faults, or the refusal itself when it is about the whole row.
    mutating func refuse(_ refusal: CatalogRefusal) {
        let reason = refusal.reason
        for fault in reason.faults { row.add(fault) }
        if reason.faults.isEmpty { row.add(Fault("", reason.code, reason.detail)) }
    }
}
