import Commerce
import Testing

/// What a settings' JSON may say, kind by kind: line prices.
struct LinePriceFormTests {
    static let flash = #"{"kind":"flashSale","sku":"A","priceFen":100,"quotaUnits":10"#
    static let flashSales: [(String, String)] = [
        ("}", ""),
        (#","perBuyerUnits":1}"#, ""),
        (#","perBuyerUnits":0}"#, "/component/perBuyerUnits OUT_OF_RANGE"),
        (#","colour":"red"}"#, "/component/colour UNKNOWN_FIELD"),
        (#","depositFen":10}"#, "/component/balanceDue MISSING, /component/shipsAfter MISSING"),
        (#","depositFen":99,"balanceDue":"2026-06-12T00:00:00Z","shipsAfter":"2026-06-12T00:00:00Z"}"#, ""),
        (#","depositFen":100,"balanceDue":"2026-06-12T00:00:00Z","shipsAfter":"2026-06-13T00:00:00Z"}"#, "/component/depositFen DEPOSIT_ABOVE_PRICE"),
        (#","depositFen":10,"balanceDue":"2026-06-12T00:00:01Z","shipsAfter":"2026-06-12T00:00:00Z"}"#, "/component/balanceDue BALANCE_AFTER_SHIPPING"),
        (#","depositFen":10,"balanceDue":"2026-06-10T00:00:00Z","shipsAfter":"2026-06-12T00:00:00Z"}"#, "/component/balanceDue BALANCE_BEFORE_START"),
        (#","depositFen":10,"balanceDue":"2026-06-10T00:00:01Z","shipsAfter":"2026-06-12T00:00:00Z"}"#, ""),
    ]

    @Test(arguments: flashSales)
    func `a flash sale keeps its rules`(rest: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(Self.flash + rest)) == expected)
    }

    static let prices: [(String, String)] = [
        ("1", ""), ("10000000000000", ""), ("0", "/component/priceFen OUT_OF_RANGE"), ("10000000000001", "/component/priceFen OUT_OF_RANGE"),
        ("99999999999999999999", "/component/priceFen OUT_OF_RANGE"), ("1.5", "/component/priceFen WRONG_TYPE"), ("\"1\"", "/component/priceFen WRONG_TYPE"),
        ("null", "/component/priceFen WRONG_TYPE"),
    ]

    @Test(arguments: prices)
    func `a price is whole fen within its range, and nothing is compared with a bad one`(price: String, expected: String) throws {
        let advance = #""depositFen":5000000000,"balanceDue":"2026-06-12T00:00:00Z","shipsAfter":"2026-06-12T00:00:00Z""#
        let component = #"{"kind":"flashSale","sku":"A","quotaUnits":1,"priceFen":"# + price
        #expect(try CampaignText.told(CampaignText.campaign(component + "}")) == expected)
        if !expected.isEmpty { #expect(try CampaignText.told(CampaignText.campaign(component + "," + advance + "}")) == expected) }
    }

    @Test(arguments: [
        ("2", "1", ""), ("1", "1", "/component/size OUT_OF_RANGE"), ("10000", "43200", ""), ("10001", "43200", "/component/size OUT_OF_RANGE"),
        ("2", "0", "/component/joinMinutes OUT_OF_RANGE"), ("2", "43201", "/component/joinMinutes OUT_OF_RANGE"),
    ])
    func `a group has two members at least and thirty days at most`(size: String, minutes: String, expected: String) throws {
        let component = #"{"kind":"groupBuy","sku":"A","priceFen":100,"size":\#(size),"joinMinutes":\#(minutes)}"#
        #expect(try CampaignText.told(CampaignText.campaign(component)) == expected)
    }

    static let tiers: [(String, String)] = [
        (#""basis":"order","mode":"whole","tiers":[{"fromUnits":10,"priceFen":90},{"fromUnits":11,"priceFen":89}],"scope":{"skus":["A"]}"#, ""),
        (
            #""basis":"order","mode":"whole","tiers":[{"fromUnits":10,"priceFen":90},{"fromUnits":10,"priceFen":89}],"scope":{"skus":["A"]}"#,
            "/component/tiers/1/fromUnits TIERS_NOT_RISING"
        ),
        (
            #""basis":"order","mode":"incremental","tiers":[{"fromUnits":10,"priceFen":90},{"fromUnits":20,"priceFen":90}],"scope":{"skus":["A"]}"#,
            "/component/tiers/1/priceFen PRICES_NOT_FALLING"
        ),
        (#""basis":"order","mode":"whole","tiers":[{"fromUnits":1,"priceFen":90}]"#, "/component/scope/skus MISSING"),
        (#""basis":"order","mode":"whole","tiers":[{"fromUnits":1,"priceFen":90}],"scope":{"brand":["澄澜溪"]}"#, "/component/scope/skus MISSING"),
        (#""basis":"order","mode":"whole","tiers":[{"fromUnits":1,"priceFen":90}],"scope":{"skus":[]}"#, "/component/scope/skus OUT_OF_RANGE"),
        (
            #""basis":"order","mode":"whole","tiers":[{"fromUnits":1,"rebateFenPerUnit":90}],"scope":{"skus":["A"]}"#,
            "/component/tiers/0/priceFen MISSING, /component/tiers/0/rebateFenPerUnit UNKNOWN_FIELD"
        ),
        (#""basis":"period","mode":"whole","tiers":[{"fromUnits":100,"rebateFenPerUnit":5},{"fromUnits":200,"rebateFenPerUnit":6}]"#, ""),
        (
            #""basis":"period","mode":"whole","tiers":[{"fromUnits":100,"rebateFenPerUnit":5},{"fromUnits":200,"rebateFenPerUnit":5}]"#,
            "/component/tiers/1/rebateFenPerUnit REBATES_NOT_RISING"
        ),
        (#""basis":"period","tiers":[{"fromUnits":100,"rebateFenPerUnit":5}]"#, "/component/mode MISSING"),
        (#""mode":"whole","tiers":[{"fromUnits":100,"rebateFenPerUnit":5}]"#, "/component/basis MISSING"),
        (#""basis":"year","mode":"whole","tiers":[{"fromUnits":100,"rebateFenPerUnit":5}]"#, "/component/basis UNKNOWN_VALUE"),
        (#""basis":"period","mode":"whole","tiers":[]"#, "/component/tiers OUT_OF_RANGE"),
    ]

    @Test(arguments: tiers)
    func `tiers rise in units while prices fall and rebates rise`(settings: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"tiered","# + settings + "}")) == expected)
    }

    static let clearances: [(String, String)] = [
        (#"[{"daysLeft":90,"offBps":1000},{"daysLeft":30,"offBps":1001}],"skus":["A"]"#, ""),
        (#"[{"daysLeft":0,"offBps":10000}],"skus":["A"]"#, ""),
        (#"[{"daysLeft":-1,"offBps":10001}],"skus":["A"]"#, "/component/bands/0/daysLeft OUT_OF_RANGE, /component/bands/0/offBps OUT_OF_RANGE"),
        (#"[{"daysLeft":90,"offBps":1000},{"daysLeft":30,"offBps":1000}],"skus":["A"]"#, "/component/bands/1/offBps SHARES_NOT_RISING"),
        (#"[{"daysLeft":30,"offBps":1000},{"daysLeft":90,"offBps":1000}],"skus":["A"]"#, "/component/bands/1/offBps SHARES_NOT_RISING"),
        (#"[{"daysLeft":90,"offBps":1000},{"daysLeft":90,"offBps":2000}],"skus":["A"]"#, "/component/bands/1/daysLeft DUPLICATE_BAND"),
        (#"[{"daysLeft":90,"offBps":1000}],"skus":["A","B","A"]"#, "/component/skus/2 DUPLICATE_SKU"),
        (#"[{"daysLeft":90,"offBps":1000}],"skus":[]"#, "/component/skus OUT_OF_RANGE"),
        (#"[{"daysLeft":90,"offBps":1000}],"skus":["A"],"lots":["L1","L1"]"#, "/component/lots/1 DUPLICATE_CODE"),
        (#"[{"daysLeft":90,"offBps":1000}],"skus":["A"],"maxUnits":0"#, "/component/maxUnits OUT_OF_RANGE"),
    ]

    @Test(arguments: clearances)
    func `the fewer days a lot has left, the more is off`(bands: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"nearExpiry","bands":"# + bands + "}")) == expected)
    }

    @Test func `bands may come in any order`() throws {
        func clearance(_ bands: String) throws -> CampaignComponent {
            try CampaignText.definition(CampaignText.campaign(#"{"kind":"nearExpiry","skus":["A"],"bands":[\#(bands)]}"#)).component
        }
        let far = #"{"daysLeft":90,"offBps":1000}"#
        let near = #"{"daysLeft":30,"offBps":3000}"#
        let expected = NearExpiry(bands: [.init(daysLeft: 90, offBps: 1000), .init(daysLeft: 30, offBps: 3000)], skus: [Code(stored: "A")])
        #expect(try clearance(far + "," + near) == .nearExpiry(expected))
        #expect(try clearance(near + "," + far) == .nearExpiry(expected))
    }
}
