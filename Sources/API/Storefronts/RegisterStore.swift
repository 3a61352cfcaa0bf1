import Commerce
import Operations

extension Endpoint {
    /// Done by the distributor, or on its behalf by its region or headquarters. The store can do nothing until it is approved.
    static let registerStore = Endpoint(.post, "/v1/storefronts/{distributor}/stores", may: .manageOrganizations) { call in
        try call.noQuery()
        let distributor = try call.code("distributor")
        var form = try call.form()
        let draft = StoreDraft(
            code: form.code("code"), name: form.text("name", 1...200), address: form.optionalText("address", 0...500),
            place: form.optionalCoordinates(), contact: form.optionalText("contact", 0...200) ?? "", phone: form.optionalText("phone", 0...40) ?? "")
        try form.finish()
        return try await call.work { work in
            let store = try await work.registerStore(draft, with: distributor)
            return .created(location: "/v1/storefronts/\(distributor)/stores/\(store.code)") { json in json.object { $0.store(store) } }
        }
    }
}
