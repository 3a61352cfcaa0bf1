import Commerce
@testable import Operations
import TestSupport
import Testing

/// Whom a campaign is published to reads what concerns it, and not whom else it is for and what all of it may cost.
struct PublishedCampaignTests {
    private static let budget = #"{"amountFen":9000,"uses":9,"perBuyerUses":2,"perBuyerFen":500,"perDayFen":800,"perRegionFen":700}"#

    /// "audience|component.storeList|budget" as a reader sees them.
    private func seen(_ id: CampaignID, by reader: String, _ test: TestBrand) async throws -> [String] {
        let definition = try #require(try await test.campaign(id, as: reader).definition)
        guard case .object(let component)? = definition["component"] else { return [] }
        return [definition["audience"].text, component["storeList"].text, definition["budget"].text, component["codes"] == nil ? "" : "codes"]
    }

    @Test func `a store isn't told of the others that a campaign is for, nor of its distributor's budget`() async throws {
        try await TestBrand.withStorefront(stores: 3) { test in
            let id = try await test.launch(
                #"{"kind":"coupon","codes":["C-1"],"offFen":100,"minFen":200,"storeList":["S-110105-001","S-110105-002"]}"#, 961, owner: "D-110105",
                audience: #"{"organizations":["S-110105-001","S-110105-003"],"tiers":["nurture","core"]}"#, budget: Self.budget)
            #expect(try await seen(id, by: "S-110105-001", test) == [
                "organizations:[S-110105-001] tiers:[]", "[S-110105-001]", "perBuyerUses:2 perBuyerFen:500", "",
            ])
            #expect(try await seen(id, by: "S-110105-003", test)[1] == "[]")
            for owner in ["D-110105", "R-11", "HQ"] {
                #expect(try await seen(id, by: owner, test) == [
                    "organizations:[S-110105-001 S-110105-003] tiers:[nurture core]", "[S-110105-001 S-110105-002]",
                    "amountFen:9000 uses:9 perBuyerUses:2 perBuyerFen:500 perDayFen:800 perRegionFen:700", "codes",
                ])
            }
        }
    }

    @Test func `a distributor reads of the brand's itself, who is above it and its own stores`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let id = try await test.launch(
                #"{"kind":"coupon","code":"C-1","offFen":100,"minFen":200,"storeList":["S-110105-001","S-310101-001"]}"#, 962, owner: "HQ",
                audience: #"{"organizations":["D-110105","D-110106","R-31","R-11"],"tiers":["gold"]}"#, budget: Self.budget)
            #expect(try await seen(id, by: "D-110105", test) == [
                "organizations:[D-110105 R-11] tiers:[gold]", "[S-110105-001]", "perBuyerUses:2 perBuyerFen:500", "",
            ])
            #expect(try await seen(id, by: "R-11", test)[0] == "organizations:[D-110105 D-110106 R-11] tiers:[gold]")
            #expect(try await seen(id, by: "D-310101", test)[0] == "organizations:[R-31] tiers:[gold]")
        }
    }
}

extension JSONValue? {
    /// Short, for comparing.
    fileprivate var text: String {
        switch self {
        case .string(let text)?: text
        case .integer(let number)?: "\(number)"
        case .array(let values)?: "[" + values.map { Optional($0).text }.joined(separator: " ") + "]"
        case .object(let object)?: object.fields.map { $0.name + ":" + Optional($0.value).text }.joined(separator: " ")
        case nil: "-"
        default: "?"
        }
    }
}
