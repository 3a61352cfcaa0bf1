extension CampaignTemplate {
    /// The campaign that a region makes of the template: the template's settings with what the region says in its place.
    ///
    /// What the region leaves out takes the template's value; a free field is the region's as a whole. Elsewhere it may only repeat what the
    /// template says, in whatever way that is written: a default said aloud, a time in another form and fields in another order are no difference.
    ///
    /// - Parameter campaign: the region's JSON.
    /// - Returns: a whole campaign, to be read by `CampaignDefinition.read`, which refuses whatever makes no sense in it.
    /// - Throws: 403 `TEMPLATE_FIELD_LOCKED` with the pointer of each locked field that differs.
    package func fill(_ campaign: JSONObject) throws(Reason) -> JSONObject {
        var overlay = Overlay(freePaths: freePaths)
        let filled = overlay.lay(campaign, over: self)
        guard !overlay.locked.isEmpty else { return filled }
        var strict = Overlay(freePaths: freePaths, keepsLocked: true)
        let locked = Self.differing(overlay.locked, sent: filled, kept: strict.lay(campaign, over: self))
        guard !locked.isEmpty else { return filled }
        throw Reason(
            .forbidden, "TEMPLATE_FIELD_LOCKED", "The template \(code) locks what this campaign changes.",
            faults: locked.prefix(FaultList.limit).map { Fault($0.description, "TEMPLATE_FIELD_LOCKED", "The template doesn't let this differ.") })
    }

    /// Those of the places that mean something else in what was sent than in what the template says.
    ///
    /// Empty as well where the reading of what was sent will refuse it anyway, for faults that aren't of the locked places' making: what is
    /// wrong in the region's own fields, and fields that no campaign has.
    private static func differing(_ places: [JSONPointer], sent: JSONObject, kept: JSONObject) -> [JSONPointer] {
        let (sentDefinition, sentFaults) = meaning(of: sent)
        let (keptDefinition, keptFaults) = meaning(of: kept)
        guard sentFaults.isEmpty else {
            let unknown = sentFaults.filter { $0.code == "UNKNOWN_FIELD" }.compactMap { JSONPointer($0.pointer) }
            return keptFaults.isEmpty ? places.filter { place in !unknown.contains { place.isWithin($0) } } : []
        }
        guard keptFaults.isEmpty else { return places }
        let differences = JSONValue.differences(.object(keptDefinition.jsonObject), .object(sentDefinition.jsonObject))
        guard !differences.isEmpty else { return [] }
        let differing = places.filter { place in differences.contains { $0.isWithin(place) || place.isWithin($0) } }
        return differing.isEmpty ? places : differing
    }

    private static func meaning(of campaign: JSONObject) -> (CampaignDefinition, [Fault]) {
        var form = ObjectForm(campaign)
        let definition = CampaignDefinition.read(&form, owner: ObjectForm.standInCode)
        form.noteUnknownFields()
        return (definition, form.list.faults)
    }

    /// Lays what a region says over what the template says.
    private struct Overlay {
        let freePaths: [JSONPointer]
        /// Whether locked places keep the template's value; otherwise the region's stands there.
        var keepsLocked = false
        /// Places outside the free paths at which the two differ.
        private(set) var locked: [JSONPointer] = []

        init(freePaths: [JSONPointer], keepsLocked: Bool = false) {
            self.freePaths = freePaths
            self.keepsLocked = keepsLocked
        }

        mutating func lay(_ campaign: JSONObject, over template: CampaignTemplate) -> JSONObject {
            var merged = merge(template.settings, campaign, at: JSONPointer(tokens: []))
            merged.put(.string(template.code.text), named: "template")
            return merged
        }

        private mutating func merge(_ template: JSONValue?, _ region: JSONValue?, at place: JSONPointer) -> JSONValue? {
            guard let region else { return template }
            if freePaths.contains(where: { place.isWithin($0) }) { return region }
            switch (template, region) {
            case (.object(let template), .object(let region)): return .object(merge(template, region, at: place))
            case (nil, .object(let region)): return .object(merge(JSONObject(), region, at: place))
            case (.array(let template), .array(let region)) where template.count == region.count:
                return .array(template.indices.compactMap { merge(template[$0], region[$0], at: place.appending($0)) })
            default:
                guard template != region else { return template }
                locked.append(place)
                return keepsLocked ? template : region
            }
        }

        private mutating func merge(_ template: JSONObject, _ region: JSONObject, at place: JSONPointer) -> JSONObject {
            var merged = template
            merged.repeatedNames += region.repeatedNames
            for field in region.fields {
                if let value = merge(template[field.name], field.value, at: place.appending(field.name)) { merged.put(value, named: field.name) }
            }
            return merged
        }
    }
}
