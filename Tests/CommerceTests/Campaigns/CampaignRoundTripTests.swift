import Commerce
import Testing

struct CampaignRoundTripTests {
    @Test(arguments: CampaignKind.allCases)
    func `what is written reads as the same, and writes as the same`(kind: CampaignKind) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomCampaign(seed: seed)
        for _ in 0..<200 {
            let definition = random.definition(kind)
            let text = CampaignText.text(definition.json)
            let again = try CampaignText.definition(text)
            #expect(again == definition, "seed \(seed): \(text)")
            #expect(again.json == definition.json, "seed \(seed)")
            #expect(definition.component.kind == kind)
        }
    }

    @Test(arguments: CampaignKind.allCases)
    func `a kind's settings have no names but those it says`(kind: CampaignKind) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomCampaign(seed: seed)
        for _ in 0..<50 {
            guard case .object(let component) = random.definition(kind).jsonObject["component"] else { return #expect(Bool(false), "seed \(seed)") }
            #expect(Set(component.fields.map(\.name)).subtracting(["kind"]).isSubset(of: kind.settingNames), "seed \(seed)")
        }
    }

    @Test(arguments: CampaignKind.allCases)
    func `a field that no campaign has is refused wherever it stands`(kind: CampaignKind) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomCampaign(seed: seed)
        let whole = JSONValue.object(random.definition(kind).jsonObject)
        for place in ["", "/component", "/audience", "/schedule", "/stacking", "/budget"] {
            var spoiled = whole
            let pointer = try #require(JSONPointer(place + "/colour"))
            spoiled.put(.string("red"), at: pointer)
            guard case .object(let object) = spoiled else { return #expect(Bool(false)) }
            let reason = try #require(throws: Reason.self) { try CampaignDefinition.read(object) }
            #expect(reason.faults.told == [place + "/colour UNKNOWN_FIELD"], "seed \(seed)")
        }
    }
}
