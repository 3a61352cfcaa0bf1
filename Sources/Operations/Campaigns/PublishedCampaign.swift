import Commerce
import Postgres

/// What of a campaign is the affair of somebody it is only published to: what it gives and what limits each buyer, but not whom else it is for, what
/// all of it may cost, and codes that are issued to single buyers.
struct PublishedCampaign {
    /// The reader, who is above it, and those below it that the campaign names.
    let readers: Set<String>
    /// Whether tiers are its owner's own affair: a distributor's of its stores, which sees what is addressed to it and nothing else.
    let hidesTiers: Bool

    func shown(_ definition: JSONObject) -> JSONObject {
        var shown = definition
        shown.change("audience") { withoutOthers(in: &$0) }
        shown.change("component") { component in
            component.fields.removeAll { $0.name == "codes" }
            component.change("audience") { withoutOthers(in: &$0) }
            if let stores = component["storeList"] { component.put(ofReaders(stores), named: "storeList") }
        }
        shown.change("budget") { budget in
            budget.fields.removeAll { ["amountFen", "uses", "perDayFen", "perRegionFen"].contains($0.name) }
        }
        return shown
    }

    private func withoutOthers(in audience: inout JSONObject) {
        if let organizations = audience["organizations"] { audience.put(ofReaders(organizations), named: "organizations") }
        if hidesTiers, audience["tiers"] != nil { audience.put(.array([]), named: "tiers") }
    }

    private func ofReaders(_ codes: JSONValue) -> JSONValue {
        guard case .array(let values) = codes else { return codes }
        return .array(values.filter { if case .string(let code) = $0 { readers.contains(code) } else { false } })
    }
}

extension JSONObject {
    fileprivate mutating func change(_ name: String, _ body: (inout JSONObject) -> Void) {
        guard case .object(var object)? = self[name] else { return }
        body(&object)
        put(.object(object), named: name)
    }
}

extension Brand {
    /// The reader's side of a campaign that isn't its own.
    func published(_ definition: JSONObject, to caller: Caller) async throws -> PublishedCampaign {
        var readers: Set<String> = [caller.code.text]
        var above = caller.organization.parent
        while let organization = above {
            if let code = catalog.current.organizations[organization]?.code { readers.insert(code.text) }
            above = organization.parent
        }
        // Nobody is below a store.
        let others = caller.role == .store ? [] : Set(CampaignPlaces(definition).organizations.map(\.code.text)).subtracting(readers).sorted()
        if !others.isEmpty { readers.formUnion(try await writer.run(CodesWithin(reach: caller.organization.reach, codes: others))) }
        return PublishedCampaign(readers: readers, hidesTiers: caller.role == .store)
    }
}

private struct CodesWithin: Statement {
    typealias Result = String
    static let sql = "SELECT code FROM organizations WHERE code = ANY($3::text[]) AND id >= $1 AND id < $2"
    let reach: Range<OrganizationID>
    let codes: [String]

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(codes)
    }
}
