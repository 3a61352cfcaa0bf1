import Commerce
import Operations

extension Endpoint {
    /// Makes a price list (201) or changes whom it is for and when it holds (200).
    static let putPriceList = Endpoint(.put, "/v1/price-lists/{code}", may: .editPrices) { call in
        try call.noQuery()
        let code = try call.code("code")
        var form = try call.form()
        if let named = form.optionalCode("code"), named != code {
            form.refuse("code", "FIXED_FIELD", "The code is the one of the path.")
        }
        let name = form.optionalText("name", 0...200) ?? ""
        let scope = form.choiceIfGood("scope", from: PriceScopeKind.allCases)
        let draft = PriceListDraft(
            code: code, name: name, scope: scope ?? .everyone,
            organization: form.optionalCode("organization"), tier: form.optionalCode("tier")?.text,
            validFrom: form.optionalInstant("validFrom"), validTo: form.optionalInstant("validTo"))
        // Whom it must name hangs on the scope; without a good one only the rest is held against it.
        form.noteFaults(draft.faults.filter { scope != nil || $0.pointer == "/validTo" })
        try form.finish()
        return try await call.work { work in
            let (list, isNew) = try await work.putPriceList(draft)
            return isNew
                ? .created(location: "/v1/price-lists/\(code)") { json in json.object { $0.priceList(list) } }
                : .ok { json in json.object { $0.priceList(list) } }
        }
    }
}
