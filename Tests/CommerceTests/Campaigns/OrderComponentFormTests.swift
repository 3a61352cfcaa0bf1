import Commerce
import Testing

/// What a settings' JSON may say, kind by kind: discounts of the whole order.
struct OrderComponentFormTests {
    static let thresholds: [(String, String)] = [
        (#""tiers":[{"minFen":1000,"offFen":1000}]"#, ""),
        (#""tiers":[{"minFen":1000,"offFen":1001}]"#, "/component/tiers/0/offFen OFF_ABOVE_THRESHOLD"),
        (#""tiers":[{"minUnits":1,"offFen":1001}]"#, ""),
        (#""tiers":[{"minFen":1,"minUnits":1,"offFen":1}]"#, "/component/tiers/0/minUnits CONTRADICTION"),
        (#""tiers":[{"offFen":1}]"#, "/component/tiers/0/minFen MISSING"),
        (#""tiers":[{"minFen":0,"offFen":1}]"#, "/component/tiers/0/minFen OUT_OF_RANGE"),
        (#""tiers":[{"minFen":10,"offFen":1,"offBps":1}]"#, "/component/tiers/0/offBps CONTRADICTION"),
        (#""tiers":[{"minFen":10,"offBps":1,"gift":{"sku":"G","units":1}}]"#, "/component/tiers/0/gift CONTRADICTION"),
        (#""tiers":[{"minFen":10}]"#, "/component/tiers/0/offFen MISSING"),
        (#""tiers":[{"minFen":10,"offBps":10000}]"#, ""),
        (#""tiers":[{"minFen":10,"offBps":10001}]"#, "/component/tiers/0/offBps OUT_OF_RANGE"),
        (#""tiers":[{"minFen":10,"gift":{"sku":"G","units":1}}]"#, ""),
        (#""tiers":[{"minFen":10,"gift":{"sku":"G","units":0}}]"#, "/component/tiers/0/gift/units OUT_OF_RANGE"),
        (#""tiers":[{"minFen":10,"gift":{"units":1}}]"#, "/component/tiers/0/gift/sku MISSING"),
        (#""tiers":[{"minFen":10,"offFen":1},{"minFen":11,"offFen":1}]"#, ""),
        (#""tiers":[{"minFen":10,"offFen":1},{"minFen":10,"offFen":1}]"#, "/component/tiers/1/minFen TIERS_NOT_RISING"),
        (#""tiers":[{"minFen":10,"offFen":1},{"minUnits":11,"offFen":1}]"#, "/component/tiers/1/minUnits MIXED_MEASURES"),
        (#""tiers":[{"minFen":10,"offFen":2},{"minFen":11,"offFen":1}]"#, "/component/tiers/1/offFen REWARDS_NOT_RISING"),
        (#""tiers":[{"minFen":10,"offBps":2},{"minFen":11,"offBps":1}]"#, "/component/tiers/1/offBps REWARDS_NOT_RISING"),
        (
            #""tiers":[{"minFen":10,"gift":{"sku":"G","units":2}},{"minFen":11,"gift":{"sku":"G","units":1}}]"#,
            "/component/tiers/1/gift/units REWARDS_NOT_RISING"
        ),
        (#""tiers":[{"minFen":10,"gift":{"sku":"G","units":2}},{"minFen":11,"gift":{"sku":"H","units":1}}]"#, ""),
        (#""tiers":[{"minFen":"10","offFen":20},{"minFen":30,"offFen":30}]"#, "/component/tiers/0/minFen WRONG_TYPE"),
        (#""tiers":[7,{"minFen":11,"offFen":1}]"#, "/component/tiers/0 WRONG_TYPE"),
        (#""tiers":[]"#, "/component/tiers OUT_OF_RANGE"),
        (#""tiers":[{"minFen":10,"offFen":1}],"repeat":true,"capFen":1"#, ""),
        (#""tiers":[{"minFen":10,"offBps":1}],"repeat":true"#, "/component/repeat CONTRADICTION"),
        (#""tiers":[{"minFen":10,"offFen":1}],"capFen":0"#, "/component/capFen OUT_OF_RANGE"),
        (#""tiers":[{"minFen":10,"offFen":1}],"scope":{"aroma":["浓香","香"]}"#, "/component/scope/aroma/1 UNKNOWN_VALUE"),
        (#""tiers":[{"minFen":10,"offFen":1}],"scope":{"category":["baijiu"],"priceBand":["super"],"series":["听泉"]}"#, ""),
        (#""tiers":[{"minFen":10,"offFen":1}],"scope":{"skus":["A"],"excludedSkus":["B","A"]}"#, "/component/scope/excludedSkus/1 CONTRADICTION"),
        (#""tiers":[{"minFen":10,"offFen":1}],"scope":{"brand":[]}"#, "/component/scope/brand OUT_OF_RANGE"),
        (#""tiers":[{"minFen":10,"offFen":1}],"scope":{"colour":["red"]}"#, "/component/scope/colour UNKNOWN_FIELD"),
    ]

    @Test(arguments: thresholds)
    func `a threshold's tiers rise, and give what they can`(settings: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"threshold","# + settings + "}")) == expected)
    }

    static let coupons: [(String, String)] = [
        (#""code":"X","offFen":5"#, ""),
        (#""codes":["X","Y"],"offBps":1000,"maxFen":500,"minFen":0"#, ""),
        (#""offFen":5"#, "/component/code MISSING"),
        (#""code":"X","codes":["Y"],"offFen":5"#, "/component/codes CONTRADICTION"),
        (#""code":"X Y","offFen":5"#, "/component/code INVALID_CODE"),
        (#""codes":["X","Y","X"],"offFen":5"#, "/component/codes/2 DUPLICATE_CODE"),
        (#""codes":[],"offFen":5"#, "/component/codes OUT_OF_RANGE"),
        (#""code":"X""#, "/component/offFen MISSING"),
        (#""code":"X","offFen":5,"offBps":5"#, "/component/offBps CONTRADICTION"),
        (#""code":"X","offFen":5,"maxFen":5"#, "/component/maxFen CONTRADICTION"),
        (#""code":"X","offFen":5,"minFen":-1"#, "/component/minFen OUT_OF_RANGE"),
        (#""code":"X","offFen":5,"external":true"#, "/component/storeList MISSING"),
        (#""code":"X","offFen":5,"external":true,"storeList":[]"#, "/component/storeList OUT_OF_RANGE"),
        (#""code":"X","offFen":5,"external":true,"storeList":["D-1"],"realName":true,"joint":false,"category":"gov""#, ""),
        (#""code":"X","offFen":5,"storeList":["D-1","D-1"]"#, "/component/storeList/1 DUPLICATE_CODE"),
        (#""code":"X","offFen":5,"joint":"no""#, "/component/joint WRONG_TYPE"),
    ]

    @Test(arguments: coupons)
    func `a coupon has its codes one way and gives one thing off`(settings: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"coupon","# + settings + "}")) == expected)
    }

    @Test func `ten thousand codes may be issued, one more is too many`() throws {
        func told(_ count: Int) throws -> String {
            let codes = (0..<count).map { "\"C\($0)\"" }.joined(separator: ",")
            return try CampaignText.told(CampaignText.campaign(#"{"kind":"coupon","offFen":5,"codes":[\#(codes)]}"#))
        }
        #expect(try told(10_000) == "")
        #expect(try told(10_001) == "/component/codes OUT_OF_RANGE")
    }

    static let bundles: [(String, String)] = [
        (#""components":[{"sku":"A","units":2}],"priceFen":100"#, ""),
        (#""components":[{"sku":"A","units":1}],"priceFen":100"#, "/component/components BUNDLE_TOO_SMALL"),
        (#""components":[{"sku":"A","units":1},{"sku":"B","units":1}],"priceFen":100,"wholeOnly":true"#, ""),
        (#""components":[{"sku":"A","units":1},{"sku":"A","units":1}],"priceFen":100"#, "/component/components/1/sku DUPLICATE_SKU"),
        (#""components":[{"sku":"A"},{"units":1}],"priceFen":100"#, "/component/components/0/units MISSING, /component/components/1/sku MISSING"),
        (#""components":[],"priceFen":100"#, "/component/components OUT_OF_RANGE"),
        (#""components":[{"sku":"A","units":2}],"priceFen":100,"depositFen":100"#,
            "/component/balanceDue MISSING, /component/shipsAfter MISSING, /component/depositFen DEPOSIT_ABOVE_PRICE"),
    ]

    @Test(arguments: bundles)
    func `a bundle has two bottles at least and each SKU once`(settings: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"bundle","# + settings + "}")) == expected)
    }

    static let addOns: [(String, String)] = [
        (#""qualifierFen":1000,"sku":"G","addOnFen":0"#, ""),
        (#""qualifierUnits":6,"sku":"G","addOnFen":1,"ratio":6,"maxUnits":2"#, ""),
        (#""qualifierFen":1000,"sku":"G","addOnFen":0,"ratio":1000"#, ""),
        (#""qualifierFen":1000,"sku":"G","addOnFen":0,"ratio":1001"#, "/component/ratio RATIO_ABOVE_QUALIFIER"),
        (#""qualifierFen":1000,"sku":"G","addOnFen":0,"ratio":0"#, "/component/ratio OUT_OF_RANGE"),
        (#""qualifierFen":1000,"qualifierUnits":1,"sku":"G","addOnFen":0"#, "/component/qualifierUnits CONTRADICTION"),
        (#""sku":"G","addOnFen":0"#, "/component/qualifierFen MISSING"),
        (#""qualifierFen":1000,"sku":"G","addOnFen":-1"#, "/component/addOnFen OUT_OF_RANGE"),
        (#""qualifierFen":1000,"sku":"G","addOnFen":0,"scope":{"skus":["G"]}"#, "/component/scope/skus QUALIFIES_BY_ITSELF"),
        (#""qualifierFen":1000,"sku":"G","addOnFen":0,"scope":{"skus":["G","A"]}"#, ""),
        (#""qualifierFen":1000,"sku":"G","addOnFen":0,"maxUnits":0"#, "/component/maxUnits OUT_OF_RANGE"),
    ]

    @Test(arguments: addOns)
    func `an add-on has one qualifier, which is other goods`(settings: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"addOn","# + settings + "}")) == expected)
    }

    @Test func `what an add-on and a coupon leave out is the usual`() throws {
        let addOn = try CampaignText.definition(CampaignText.campaign(#"{"kind":"addOn","qualifierFen":1000,"sku":"G","addOnFen":0}"#))
        #expect(addOn.component == .addOn(AddOn(qualifier: .fen(1000), ratio: 1000, sku: Code(stored: "G"), addOnFen: 0, maxUnits: 1, scope: .everything)))
        let coupon = try CampaignText.definition(CampaignText.campaign(#"{"kind":"coupon","code":"X","offBps":1000}"#))
        let expected = Coupon(
            codes: .shared(Code(stored: "X")), category: Code(stored: "general"), joint: true, minFen: 0, off: .bps(1000, maxFen: nil), scope: .everything,
            realName: false, external: false)
        #expect(coupon.component == .coupon(expected))
    }
}
