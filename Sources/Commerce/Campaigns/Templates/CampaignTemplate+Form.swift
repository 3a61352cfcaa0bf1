extension CampaignTemplate {
    /// Reads `code`, `name`, `kind`, `fields` and `settings`, with every fault of the design at its pointer (see `designFaults`).
    /// - Parameter version: the version that it becomes, which its author doesn't choose.
    package static func read(_ form: inout ObjectForm, version: Int32) -> CampaignTemplate {
        let code = form.code("code")
        let name = form.text("name", 1...100)
        let kind = form.choiceIfGood("kind", from: CampaignKind.allCases)
        let fields = form.objects("fields", 1...100, Field.read)
        let settings = readSettings(&form)
        let template = CampaignTemplate(
            code: code, version: version, name: name, kind: kind ?? .threshold, fields: fields.map { $0 ?? Field(path: JSONPointer(tokens: []), weightBps: 1, access: .locked) },
            settings: settings ?? JSONObject())
        if kind != nil, settings != nil, !fields.contains(nil) { form.noteFaults(template.designFaults) }
        return template
    }

    /// Reads a template that stands by itself, such as one kept in the database.
    /// - Throws: one refusal with every fault, when there is any.
    package static func read(_ object: JSONObject, version: Int32) throws -> CampaignTemplate {
        var form = ObjectForm(object)
        let template = read(&form, version: version)
        try form.finish()
        return template
    }

    /// The same JSON, which reading gives again. The version is kept beside it.
    package func write(to json: inout JSONObjectWriter) {
        json.field("code", code.text)
        json.field("name", name)
        json.field("kind", kind.rawValue)
        json.array("fields", fields) { json, field in
            json.field("path", field.path.description)
            json.field("weightBps", field.weightBps)
            json.field("access", field.access.rawValue)
        }
        json.object("settings") { $0.fields(of: settings) }
    }

    private static func readSettings(_ form: inout ObjectForm) -> JSONObject? {
        guard let value = form.required("settings") else { return nil }
        guard case .object(let settings) = value else {
            form.wrongType("settings", "an object")
            return nil
        }
        return settings
    }
}

extension CampaignTemplate.Field {
    /// Nil where anything is wrong with it.
    fileprivate static func read(_ form: inout ObjectForm) -> Self? {
        let weightBps = form.intIfGood("weightBps", CampaignRange.bps)
        let access = form.choiceIfGood("access", from: CampaignTemplate.Access.allCases)
        guard form.required("path") != nil, let text = form.optionalText("path", 1...200) else { return nil }
        guard let path = JSONPointer(text) else {
            form.refuse("path", "INVALID_PATH", "path must be a JSON pointer such as /component/tiers.")
            return nil
        }
        guard let weightBps, let access else { return nil }
        return Self(path: path, weightBps: weightBps, access: access)
    }
}
