/// A campaign moved to its template's next version.
package struct CampaignRebase: Equatable, Sendable {
    /// A whole campaign, to be read by `CampaignDefinition.read`. What the new version leaves to the region and nobody filled in is missing.
    package let campaign: JSONObject
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
        let oldPaths = old.freePaths
        for path in freePaths {
            if oldPaths.contains(where: { path.isWithin($0) }) {
                if let value = before[path] { after.put(value, at: path) }
            } else {
                // Only parts of it were the region's before.
                for part in oldPaths where part.isWithin(path) {
                    if let value = before[part] { after.put(value, at: part) }
                }
            }
        }
        after.put(.string(code.text), at: JSONPointer(tokens: ["template"]))
        // A path that is always the region's may lie within one that the old version listed.
        var overruled: [JSONPointer] = []
        for path in oldPaths where path != JSONPointer(tokens: ["template"]) {
            let lost = JSONValue.differences(before[path], after[path], at: path).filter { before[$0] != nil && !overruled.contains($0) }
            overruled += lost
        }
        guard case .object(let campaign) = after else { return CampaignRebase(campaign: settings, overruled: overruled) }
        return CampaignRebase(campaign: campaign, overruled: overruled)
    }
}
