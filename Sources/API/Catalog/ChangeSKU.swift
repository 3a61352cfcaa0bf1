import Commerce
import Operations

extension Endpoint {
    /// Fields that aren't said stay; `null` takes away a shelf life or a suggested price.
    static let changeSKU = Endpoint(.patch, "/v1/skus/{code}", may: .editCatalog) { call in
        try call.noQuery()
        let code = try call.code("code")
        var form = try call.form()
        let change = form.skuChange()
        if let named = change.code, named != code { form.refuse("code", "FIXED_FIELD", "The code of a SKU never changes.") }
        try form.finish()
        return try await call.work { work in
            let changed = try await work.changeSKU(code, change)
            return .ok { json in json.object { $0.sku(changed) } }
        }
    }
}
