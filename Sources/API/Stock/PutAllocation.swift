import Commerce
import Operations

extension Endpoint {
    /// Replaces what the caller said for this SKU and period; without shares it is taken back.
    static let putAllocation = Endpoint(.put, "/v1/allocations", may: .allocateStock) { call in
        try call.noQuery()
        var form = try call.form()
        let sku = form.code("sku")
        let from = form.instant("from")
        let to = form.instant("to")
        let shares = form.objects("shares", 0...AllocationDraft.maxShares) { share in
            AllocationDraft.Share(organization: share.code("organization"), units: share.int("units", 0...AllocationDraft.maxUnits))
        }
        let draft = try form.draft { try AllocationDraft(sku: sku, from: from, to: to, shares: shares) }
        return try await call.work { work in
            let allocation = try await work.allocate(draft)
            return .ok { json in json.object { $0.allocation(allocation) } }
        }
    }
}
