import Commerce
import Operations

extension Endpoint {
    /// Fields that aren't said stay. A `tier` of null gives the tier back to the rules; standing and tier change for a reason.
    static let changeStore = Endpoint(.patch, "/v1/storefronts/{distributor}/stores/{code}", may: .configureStorefront) { call in
        try call.noQuery()
        let (distributor, code) = (try call.code("distributor"), try call.code("code"))
        var form = try call.form()
        let status = form.has("status") ? form.choiceIfGood("status", from: [StoreStatus.approved, .suspended, .refused]) : nil
        let tier: Clearable<StoreTier>? = form.clearable("tier") { $0.optionalChoice("tier") }
        let isDecision = form.has("status") || form.has("tier")
        let reason = isDecision ? form.text("reason", 1...500) : form.optionalText("reason", 1...500) ?? ""
        let organization = OrganizationChange(
            name: form.optionalText("name", 1...200), place: form.clearableCoordinates(),
            address: form.clearable("address") { $0.optionalText("address", 0...500) })
        let change = StoreChange(
            status: status, tier: tier, reason: reason, organization: organization, contact: form.optionalText("contact", 0...200),
            phone: form.optionalText("phone", 0...40))
        try form.finish()
        return try await call.work { work in
            let changed = try await work.changeStore(code, of: distributor, change)
            return .ok { json in json.object { $0.store(changed) } }
        }
    }
}
