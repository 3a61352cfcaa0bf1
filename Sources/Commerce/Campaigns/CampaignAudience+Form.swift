extension CampaignAudience {
    /// The field `audience`. Nil when it isn't there; without `organizations` in it, it is for the owner and everybody below.
    static func read(_ form: inout ObjectForm, owner: Code) -> CampaignAudience? {
        form.optionalObject("audience") { audience in
            let organizations = audience.optionalCodes("organizations", 1...1000)
            audience.refuseRepeated(organizations ?? [], in: "organizations", "DUPLICATE_CODE")
            let tiers = audience.optionalCodes("tiers", 0...20) ?? []
            audience.refuseRepeated(tiers, in: "tiers", "DUPLICATE_CODE")
            return CampaignAudience(organizations: organizations ?? [owner], tiers: tiers.map(\.text))
        }
    }

    func write(to json: inout JSONObjectWriter) {
        json.array("organizations", organizations.map(\.text))
        json.array("tiers", tiers)
    }
}
