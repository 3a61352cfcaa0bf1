/// A campaign as its owner said it, without what its template says: what a later version of the template is filled in with again, and what a
/// change replaces fields of. The definition that comes of it has everything.
package struct CampaignSheet: Equatable, Sendable {
    package private(set) var object: JSONObject

    /// For what was checked when it was written.
    package init(stored object: JSONObject) {
        self.object = object
    }

    /// What somebody wants to run.
    ///
    /// - Parameter owner: whose it is when it isn't said.
    /// - Throws: 422 with every fault; of one that is made from a template those of its shape, since the template says the rest.
    package init(_ object: JSONObject, owner: Code) throws {
        var form = ObjectForm(object)
        if case .string(let text)? = object["template"], Code(text) != nil {
            form.campaignShape()
        } else {
            _ = CampaignDefinition.read(&form, owner: owner)
        }
        try form.finish()
        self.object = object
        if object["owner"] == nil { self.object.put(.string(owner.text), named: "owner") }
    }

    package var template: Code? { code("template") }
    package var owner: Code? { code("owner") }

    private func code(_ name: String) -> Code? {
        guard case .string(let text)? = object[name] else { return nil }
        return Code(text)
    }
}

/// Fields of a campaign that are to take the place of what was said before.
package struct CampaignChange: Equatable, Sendable {
    package let object: JSONObject

    /// - Throws: 422 with every fault of its shape; what the settings themselves break shows once they are put beside the others.
    package init(_ object: JSONObject) throws {
        var form = ObjectForm(object)
        form.campaignShape()
        try form.finish()
        self.object = object
    }

    /// - Throws: `CampaignRefusal.fixed` for another owner or template than the campaign has.
    package func applied(to sheet: CampaignSheet) throws(CampaignRefusal) -> CampaignSheet {
        for name in ["owner", "template"] {
            guard let said = object[name] else { continue }
            guard said == sheet.object[name] else { throw .fixed(pointer: "/" + name) }
        }
        var changed = sheet.object
        for field in object.fields { changed.put(field.value, named: field.name) }
        return CampaignSheet(stored: changed)
    }
}

extension ObjectForm {
    /// The fields of a campaign, each of its type, whichever are there.
    fileprivate mutating func campaignShape() {
        _ = optionalText("name", 1...100)
        _ = optionalCode("template")
        _ = optionalCode("owner")
        for name in CampaignDefinition.settings {
            guard let value = value(name) else { continue }
            if case .object = value { continue }
            wrongType(name, "an object")
        }
    }
}

extension CampaignDefinition {
    /// The fields of a campaign that are objects, in the order they are written in.
    package static let settings = ["component", "audience", "schedule", "stacking", "budget"]
}
