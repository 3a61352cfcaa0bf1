import Commerce
import Operations

extension Endpoint {
    /// `{"mode":"all"}` or `{"skus":[…]}`; with `skus` the mode `listed` may be said too.
    static let putAssortment = Endpoint(.put, "/v1/organizations/{code}/assortment", may: .editAssortments) { call in
        try call.noQuery()
        let code = try call.code("code")
        var form = try call.form()
        let mode = form.optionalChoice("mode", of: AssortmentMode.self)
        let skus = form.optionalCodes("skus", 0...20_000)
        if mode == .all, form.has("skus") { form.refuse("skus", "MODE_MISMATCH", "skus goes with mode listed.") }
        if mode == .listed, !form.has("skus") { form.refuse("skus", "MISSING", "skus is missing.") }
        if !form.has("mode"), !form.has("skus") { form.refuse("mode", "MISSING", "mode or skus must be there.") }
        try form.finish()
        let selection = skus.map { AssortmentSelection.listed($0) } ?? .all
        return try await call.work { work in
            let put = try await work.putAssortment(selection, of: code)
            return .ok { json in json.object { $0.assortment(put) } }
        }
    }
}
