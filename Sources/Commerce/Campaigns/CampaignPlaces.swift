/// Where the JSON of a campaign names SKUs and organisations, so that one that isn't there is refused at its pointer.
///
/// SKUs are whatever `sku`, `skus` and `excludedSkus` hold within the component; organisations are the owner, the audience's and the
/// stores of a coupon. What is no code is left to the form to refuse.
package struct CampaignPlaces: Equatable, Sendable {
    package struct Place: Equatable, Sendable {
        /// RFC 6901, from the campaign's root.
        package let pointer: String
        package let code: Code
    }

    package private(set) var skus: [Place] = []
    package private(set) var organizations: [Place] = []

    /// - Parameter campaign: the campaign as it was sent, or as it was written.
    package init(_ campaign: JSONObject) {
        if let owner = campaign["owner"] { addOrganizations(owner, .field(.root, "owner")) }
        if let component = campaign["component"] { addSKUs(component, .field(.root, "component")) }
        if case .object(let audience) = campaign["audience"], let organizations = audience["organizations"] {
            addOrganizations(organizations, .field(.field(.root, "audience"), "organizations"))
        }
        guard case .object(let component) = campaign["component"] else { return }
        let place = JSONPath.field(.root, "component")
        if case .object(let audience) = component["audience"], let organizations = audience["organizations"] {
            addOrganizations(organizations, .field(.field(place, "audience"), "organizations"))
        }
        if let stores = component["storeList"] { addOrganizations(stores, .field(place, "storeList")) }
    }

    private mutating func addSKUs(_ value: JSONValue, _ path: JSONPath) {
        switch value {
        case .object(let object):
            for field in object.fields {
                let place = JSONPath.field(path, field.name)
                switch field.name {
                case "sku", "skus", "excludedSkus": skus += Self.codes(field.value, place)
                default: addSKUs(field.value, place)
                }
            }
        case .array(let values):
            for (index, value) in values.enumerated() { addSKUs(value, .element(path, index)) }
        default: break
        }
    }

    private mutating func addOrganizations(_ value: JSONValue, _ path: JSONPath) {
        organizations += Self.codes(value, path)
    }

    private static func codes(_ value: JSONValue, _ path: JSONPath) -> [Place] {
        switch value {
        case .string(let text): Code(text).map { [Place(pointer: path.pointer, code: $0)] } ?? []
        case .array(let values): values.enumerated().flatMap { codes($0.element, .element(path, $0.offset)) }
        default: []
        }
    }
}

extension CampaignDefinition {
    /// The definition as the JSON that `write` makes of it.
    package var jsonObject: JSONObject {
        guard let value = try? JSONParser.parse(json), case .object(let object) = value else { return JSONObject() }
        return object
    }

    /// Where its JSON names SKUs. What was sent in another order has other pointers: for a request's body, ask `CampaignPlaces` of that.
    package var skuPlaces: [CampaignPlaces.Place] { CampaignPlaces(jsonObject).skus }

    package var organizationPlaces: [CampaignPlaces.Place] { CampaignPlaces(jsonObject).organizations }

    /// Every SKU it names. Costs a walk over its JSON.
    package var skus: Set<Code> { Set(skuPlaces.map(\.code)) }
}
