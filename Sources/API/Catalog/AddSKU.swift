import Commerce
import Operations

extension Endpoint {
    /// A central SKU when headquarters posts it, a custom one of the region that does.
    static let addSKU = Endpoint(.post, "/v1/skus", may: .editCatalog) { call in
        try call.noQuery()
        var form = try call.form()
        let draft = form.newSKU()
        if let owner = draft.owner, owner != call.caller.code { form.noteFaults(of: CatalogRefusal.fixedOwner) }
        try form.finish()
        return try await call.work { work in
            let added = try await work.createSKU(draft)
            return .created(location: "/v1/skus/\(added.sku.details.code)") { json in json.object { $0.sku(added) } }
        }
    }
}
