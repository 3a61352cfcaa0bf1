import Commerce
import Operations

extension Endpoint {
    /// The answer can be put to `/v1/allocations` as it is.
    static let proposeAllocation = Endpoint(.post, "/v1/allocations/proposals", may: .allocateStock, writes: false) { call in
        try call.noQuery()
        var form = try call.form()
        let sku = form.code("sku")
        let units = form.int("units", 1...AllocationDraft.maxUnits)
        let from = form.instant("from")
        let to = form.instant("to")
        let level = form.optionalChoice("among", of: AllocationLevel.self) ?? .distributors
        let empty = try form.draft { try AllocationDraft(sku: sku, from: from, to: to, shares: []) }
        let draft = try await call.brand.proposeAllocation(of: units, sku: sku, period: empty.period, among: level, as: call.caller)
        return .ok { json in
            json.object { json in
                json.field("sku", draft.sku.text)
                json.field("from", draft.period.from.rfc3339)
                json.field("to", draft.period.to.rfc3339)
                json.array("shares", draft.shares) { json, share in
                    json.field("organization", share.organization.text)
                    json.field("units", share.units)
                }
            }
        }
    }
}
