extension CampaignTemplate {
    /// What is wrong with the design, by pointers into the template's JSON.
    ///
    /// Weights come to 10000, the free ones to at most 4000 (`TEMPLATE_FREE_SHARE`, at the field that goes beyond). No path lies within
    /// another. A path names something in the settings or, when free, something that a campaign of the kind may have. The kind is never free, what is
    /// always the region's never locked. And the settings make a valid campaign once the region has filled in what is free.
    package var designFaults: [Fault] {
        weightFaults + fields.indices.flatMap(pathFaults) + settingsFaults
    }

    private static let kindPath = JSONPointer(tokens: ["component", "kind"])

    private var weightFaults: [Fault] {
        var faults = CampaignRules.wholeWeight(fields.map(\.weightBps), at: "/fields")
        let freeBps = fields.reduce(0) { $0 + ($1.access == .free ? $1.weightBps : 0) }
        var sum: Int64 = 0
        let beyond = fields.firstIndex { field in
            sum += field.access == .free ? field.weightBps : 0
            return sum > Self.freeLimitBps
        }
        if let beyond {
            faults.append(
                Fault(
                    "/fields/\(beyond)", "TEMPLATE_FREE_SHARE", "Free fields may weigh at most \(Self.freeLimitBps) bps together.",
                    figures: [Figure("freeBps", freeBps), Figure("limitBps", Self.freeLimitBps)]))
        }
        return faults
    }

    private func pathFaults(_ index: Int) -> [Fault] {
        let field = fields[index]
        let path = field.path
        func fault(_ code: String, _ detail: String) -> [Fault] { [Fault("/fields/\(index)/path", code, detail)] }
        if fields[..<index].contains(where: { path.isWithin($0.path) || $0.path.isWithin(path) }) {
            return fault("PATH_OVERLAP", "The path lies within another one of the template, or around it.")
        }
        if field.access == .free, Self.kindPath.isWithin(path) {
            return fault("KIND_FIXED", "The kind of a template's campaigns is never free.")
        }
        if field.access == .locked, Self.ownPaths.contains(where: { path.isWithin($0) }) || path.tokens.isEmpty {
            return fault("ALWAYS_FREE", "A campaign's name, owner and audience are always its own.")
        }
        guard JSONValue.object(settings)[path] != nil || field.access == .free && kind.knows(path) else {
            return fault("UNKNOWN_PATH", "There is nothing at this place in the settings.")
        }
        return []
    }

    private var settingsFaults: [Fault] {
        var faults: [Fault] = []
        for name in ["owner", "template"] where settings[name] != nil {
            faults.append(Fault("/settings/\(name)", "UNKNOWN_FIELD", "A template's settings say nothing of this."))
        }
        var trial = settings
        if trial["name"] == nil { trial.put(.string(name), named: "name") }
        var form = ObjectForm(trial)
        _ = CampaignDefinition.read(&form, owner: ObjectForm.standInCode)
        form.noteUnknownFields()
        faults += form.list.faults.filter { !isLeftToRegion($0) }.map { Fault("/settings" + $0.pointer, $0.code, $0.detail, figures: $0.figures) }
        if case .string(let text) = JSONValue.object(settings)[Self.kindPath], let said = CampaignKind(rawValue: text), said != kind {
            faults.append(Fault("/settings/component/kind", "KIND_MISMATCH", "The settings are of kind \(text), not \(kind.rawValue)."))
        }
        return faults
    }

    /// Whether a region may, and so must, give what is missing: it or one of its alternatives is free, or everything of it that could be
    /// missing is.
    private func isLeftToRegion(_ fault: Fault) -> Bool {
        guard fault.code == "MISSING", let place = JSONPointer(fault.pointer), let name = place.tokens.last else { return false }
        let others = Self.alternatives.first { $0[0] == name } ?? [name]
        let places = others.map { JSONPointer(tokens: place.tokens.dropLast() + [$0]) }
        return freePaths.contains { free in places.contains { $0.isWithin(free) || free.isWithin($0) } }
    }

    /// Fields of which one must be said; without any, the first is the one that is missing.
    private static let alternatives = [
        ["offFen", "offBps", "gift"], ["minFen", "minUnits"], ["code", "codes"], ["qualifierFen", "qualifierUnits"], ["bonusFen", "gift"],
    ]
}
