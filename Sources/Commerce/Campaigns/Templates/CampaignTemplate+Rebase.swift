/// A campaign moved to its template's next version.
package struct CampaignRebase: Equatable, Sendable {
    /// A whole campaign, to be read by `CampaignDefinition.read`. What the new version leaves to the region and nobody filled in is missing.
    package let campaign: JSONObject
    /// What the region had said of it, without what the new version says: what the version after is filled in with.
    package let filled: JSONObject
    /// Where the region had filled something in and the new version doesn't let it: there the new version's value stands.
    package let overruled: [JSONPointer]
}

extension CampaignTemplate {
    /// Moves a campaign from an older version of the template to this one: its locked values are this version's, and whatever the region
    /// had filled in where both versions let it stays as it was, also where this version has another value now.
    ///
    /// - Parameter filled: the campaign as it was filled in under `old`, or as it was written since.
    package func rebase(filled: JSONObject, from old: CampaignTemplate) -> CampaignRebase {
        let before = JSONValue.object(filled)
        var after = JSONValue.object(settings)
        var said: [JSONPointer] = []
        let oldPaths = old.freePaths
        for path in freePaths {
            if oldPaths.contains(where: { path.isWithin($0) }) {
                if let value = before[path], after.put(value, at: path) { said.append(path) }
            } else {
                // Only parts of it were the region's before.
                for part in oldPaths where part.isWithin(path) {
                    // The whole field is the region's now, so all of it counts as said.
                    if let value = before[part], after.put(value, at: part) { said.append(path) }
                }
            }
        }
        let template = JSONPointer(tokens: ["template"])
        after.put(.string(code.text), at: template)
        // A path that is always the region's may lie within one that the old version listed.
        var overruled: [JSONPointer] = []
        for path in oldPaths where path != template {
            let lost = JSONValue.differences(before[path], after[path], at: path).filter { before[$0] != nil && !overruled.contains($0) }
            overruled += lost
        }
        guard case .object(let campaign) = after else { return CampaignRebase(campaign: settings, filled: filled, overruled: overruled) }
        return CampaignRebase(campaign: campaign, filled: Self.parts(said + [template], of: campaign), overruled: overruled)
    }

    /// A campaign reduced to some places. A list that one of them lies within stays whole, since elements have no names.
    private static func parts(_ places: [JSONPointer], of campaign: JSONObject) -> JSONObject {
        let whole = JSONValue.object(campaign)
        var parts = JSONValue.object(JSONObject())
        for place in places {
            var end = JSONPointer(tokens: [])
            for token in place.tokens {
                if case .array? = whole[end] { break }
                end = end.appending(token)
            }
            if let value = whole[end] { parts.put(value, at: end) }
        }
        guard case .object(let object) = parts else { return campaign }
        return object
    }
}
