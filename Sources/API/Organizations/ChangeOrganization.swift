import Commerce
import Operations

extension Endpoint {
    /// Fields that aren't said stay; `null` takes away a tier, an address or a place.
    static let changeOrganization = Endpoint(.patch, "/v1/organizations/{code}", may: .manageOrganizations) { call in
        try call.noQuery()
        let code = try call.code("code")
        var form = try call.form()
        let change = OrganizationChange(
            name: form.optionalText("name", 1...200), status: form.optionalChoice("status"), place: form.clearableCoordinates(),
            tier: form.clearable("tier") { $0.optionalCode("tier") }, address: form.clearable("address") { $0.optionalText("address", 0...500) })
        try form.finish()
        return try await call.work { work in
            let changed = try await work.changeOrganization(code, change)
            return .ok { json in json.object { $0.organization(changed) } }
        }
    }
}
