extension CampaignDefinition {
    /// Reads the JSON of a campaign (campaigns.md): `name`, `template`?, `owner`, `component`, `audience`?, `schedule`, `stacking`?, `budget`?.
    /// Every fault is noted at its pointer; the definition counts only once the form has finished without any.
    ///
    /// Left out, the audience is the owner with everybody below it, a campaign is exclusive in its kind's group, its budget has no
    /// limit and its scope is everything. What has two places, the daily windows of a flash sale and the audience of a bundle, is said in
    /// one of them.
    ///
    /// - Parameter owner: whose campaign it is when the form doesn't say; with nil it must say so.
    package static func read(_ form: inout ObjectForm, owner: Code?) -> CampaignDefinition {
        let name = form.text("name", 1...100)
        let template = form.optionalCode("template")
        let itsOwner = form.has("owner") || owner == nil ? form.code("owner") : owner ?? ObjectForm.standInCode
        let read = form.object("component") { CampaignComponent.read(&$0, owner: itsOwner) }
        let component = read?.component
        var schedule = CampaignSchedule.read(&form)
        if let windows = read?.dailyWindows, !windows.isEmpty {
            if schedule?.dailyWindows.isEmpty ?? true {
                schedule?.dailyWindows = windows
            } else {
                form.noteFaults([Fault("/component/dailyWindows", "CONTRADICTION", "The schedule has daily windows already.")])
            }
        }
        var audience = CampaignAudience.read(&form, owner: itsOwner)
        if let inner = read?.audience {
            if audience == nil {
                audience = inner
            } else {
                form.noteFaults([Fault("/component/audience", "CONTRADICTION", "The campaign has an audience already.")])
            }
        }
        if let due = component?.advance?.balanceDue, let startsAt = schedule?.startsAt, due <= startsAt {
            form.noteFaults([Fault("/component/balanceDue", "BALANCE_BEFORE_START", "The balance can't be due before the campaign starts.")])
        }
        let stacking = CampaignStacking.read(&form, group: component?.standardGroup ?? "-")
        let epoch = Instant(millisecondsSince1970: 0)
        return CampaignDefinition(
            name: name, template: template, owner: itsOwner, component: component ?? CampaignComponent.standIn,
            audience: audience ?? CampaignAudience(organizations: [itsOwner], tiers: []),
            schedule: schedule ?? CampaignSchedule(startsAt: epoch, endsAt: epoch, dailyWindows: []), stacking: stacking, budget: CampaignBudget.read(&form))
    }

    /// The same JSON, with everything said and always in the same order: equal definitions are equal bytes, and reading them gives the
    /// definition again.
    package func write(to json: inout JSONObjectWriter) {
        json.field("name", name)
        json.fieldIfPresent("template", template?.text)
        json.field("owner", owner.text)
        json.object("component", component.write)
        json.object("audience", audience.write)
        json.object("schedule", schedule.write)
        json.object("stacking", stacking.write)
        json.object("budget", budget.write)
    }

    /// The definition as the bytes of one object.
    package var json: [UInt8] { JSONWriter.object(write) }

    /// Reads a definition that stands by itself, such as one kept in the database.
    /// - Throws: one refusal with every fault, when there is any.
    package static func read(_ object: JSONObject, owner: Code? = nil) throws -> CampaignDefinition {
        var form = ObjectForm(object)
        let definition = read(&form, owner: owner)
        try form.finish()
        return definition
    }
}
