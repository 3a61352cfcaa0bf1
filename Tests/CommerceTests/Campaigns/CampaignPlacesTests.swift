import Commerce
import Testing

struct CampaignPlacesTests {
    private func places(_ component: String, _ more: String = "") throws -> (skus: [String], organizations: [String]) {
        let places = CampaignPlaces(try CampaignText.object(CampaignText.campaign(component, more)))
        return (places.skus.map { "\($0.pointer) \($0.code)" }, places.organizations.map { "\($0.pointer) \($0.code)" })
    }

    @Test(arguments: [
        (#"{"kind":"flashSale","sku":"A"}"#, ["/component/sku A"]),
        (#"{"kind":"threshold","scope":{"skus":["B","A"],"excludedSkus":["C"]},"tiers":[{"minFen":1,"offFen":1},{"minFen":2,"gift":{"sku":"G","units":1}}]}"#,
            ["/component/scope/skus/0 B", "/component/scope/skus/1 A", "/component/scope/excludedSkus/0 C", "/component/tiers/1/gift/sku G"]),
        (#"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"B","units":1}]}"#, ["/component/components/0/sku A", "/component/components/1/sku B"]),
        (#"{"kind":"blindBox","pool":[{"sku":"A"},{"sku":"not a code"},{"sku":7}]}"#, ["/component/pool/0/sku A"]),
        (#"{"kind":"luckyDraw","prizes":[{"weightBps":1},{"sku":"P"}]}"#, ["/component/prizes/1/sku P"]),
        (#"{"kind":"nearExpiry","skus":["A","B"],"lots":["L"]}"#, ["/component/skus/0 A", "/component/skus/1 B"]),
        (#"{"kind":"coupon","code":"X","storeList":["D-1"]}"#, []),
    ])
    func `SKUs are found where they stand`(component: String, expected: [String]) throws {
        #expect(try places(component).skus == expected)
    }

    @Test func `organisations are the owner, the audience and the stores`() throws {
        let found = try places(#"{"kind":"coupon","storeList":["D-1","D-2"]}"#, #","audience":{"organizations":["R-32"]}"#).organizations
        #expect(found == ["/owner R-32", "/audience/organizations/0 R-32", "/component/storeList/0 D-1", "/component/storeList/1 D-2"])
        #expect(try places(#"{"kind":"bundle","audience":{"organizations":["R-1"]}}"#).organizations == ["/owner R-32", "/component/audience/organizations/0 R-1"])
    }

    @Test func `a definition knows its SKUs`() throws {
        let definition = try CampaignText.definition(
            CampaignText.campaign(#"{"kind":"addOn","qualifierFen":1,"sku":"G","addOnFen":0,"scope":{"skus":["B","A"]}}"#))
        #expect(definition.skus == [Code(stored: "A"), Code(stored: "B"), Code(stored: "G")])
        #expect(definition.skuPlaces.map(\.pointer) == ["/component/sku", "/component/scope/skus/0", "/component/scope/skus/1"])
        #expect(definition.organizationPlaces.map(\.pointer) == ["/owner", "/audience/organizations/0"])
    }
}
