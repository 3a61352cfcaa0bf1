/// What became of one place of a campaign: nil where it wasn't said before, or isn't any more.
package struct FieldChange: Equatable, Sendable {
    package let pointer: JSONPointer
    package let old: JSONValue?
    package let new: JSONValue?

    package init(pointer: JSONPointer, old: JSONValue?, new: JSONValue?) {
        self.pointer = pointer
        self.old = old
        self.new = new
    }
}

extension CampaignDefinition {
    /// Every place at which `newer` says something else, as deep as it can be told.
    package func changes(to newer: CampaignDefinition) -> [FieldChange] {
        let (old, new) = (JSONValue.object(jsonObject), JSONValue.object(newer.jsonObject))
        return JSONValue.differences(old, new).map { FieldChange(pointer: $0, old: old[$0], new: new[$0]) }
    }
}
