import Commerce
import Operations

extension Endpoint {
    static let changeOrganization = Endpoint(.patch, "/v1/organizations/{code}", may: .manageOrganizations) { call in
        try call.noQuery()
        let code = try call.code("code")
        var form = try call.form()
        let change = OrganizationChange(
            name: form.optionalText("name", 1...200), status: form.optionalChoice("status"), place: form.optionalCoordinates(),
            tier: form.optionalCode("tier"), address: form.optionalText("address", 0...500))
        try form.finish()
        return try await call.work { work in
            let changed = try await work.changeOrganization(code, change)
            return .ok { json in json.object { $0.organization(changed) } }
        }
    }
}
