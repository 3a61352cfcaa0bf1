import Commerce
import Operations

extension Endpoint {
    /// Puts all terms at once; the first time opens the storefront.
    static let putStorefront = Endpoint(.put, "/v1/storefronts/{distributor}", may: .configureStorefront) { call in
        try call.noQuery()
        let distributor = try call.code("distributor")
        var form = try call.form()
        let name = form.text("name", 1...200)
        let open = form.bool("open")
        let minOrderFen: Int64 = form.optionalInt("minOrderFen", 0...TierRules.minFenRange.upperBound) ?? 0
        let weekdays = form.optionalInts("deliveryWeekdays", 0...7, each: 1...7) ?? []
        let description = form.optionalText("description", 0...2000) ?? ""
        if !form.hasFaults { form.refuseRepeated(weekdays, in: "deliveryWeekdays", "DUPLICATE_DAY") }
        try form.finish()
        let draft = StorefrontDraft(
            name: name, description: description, open: open, minOrderFen: minOrderFen, deliveryWeekdays: weekdays)
        return try await call.work { work in
            let put = try await work.putStorefront(draft, of: distributor)
            return .ok { json in json.object { $0.storefront(put) } }
        }
    }
}
