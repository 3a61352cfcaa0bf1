import Commerce
import Operations

extension Endpoint {
    static let addOrganization = Endpoint(.post, "/v1/organizations", may: .manageOrganizations) { call in
        try call.noQuery()
        var form = try call.form()
        let draft = OrganizationDraft(
            code: form.code("code"), name: form.text("name", 1...200), parent: form.optionalCode("parent"),
            kind: form.optionalChoice("kind"), place: form.optionalCoordinates(), tier: form.optionalCode("tier"),
            address: form.optionalText("address", 0...500))
        try form.finish()
        return try await call.work { work in
            let made = try await work.addOrganization(draft)
            return .created(location: "/v1/organizations/\(made.code)") { json in json.object { $0.organization(made) } }
        }
    }
}
