import Commerce
import Testing

/// What a settings' JSON may say, kind by kind: means of payment, and what chance decides.
struct TenderAndChanceFormTests {
    static let components: [(String, String)] = [
        (#""storedValue","principalFen":10000,"bonusFen":1,"expiresAfterDays":1"#, ""),
        (#""storedValue","principalFen":10000,"gift":{"sku":"G","units":1}"#, ""),
        (#""storedValue","principalFen":10000"#, "/component/bonusFen MISSING"),
        (#""storedValue","principalFen":10000,"bonusFen":1,"gift":{"sku":"G","units":1}"#, "/component/gift CONTRADICTION"),
        (#""storedValue","principalFen":10000,"gift":{"sku":"G","units":1},"expiresAfterDays":1"#, "/component/expiresAfterDays CONTRADICTION"),
        (#""storedValue","principalFen":0,"bonusFen":1"#, "/component/principalFen OUT_OF_RANGE"),
        (#""storedValue","principalFen":1,"bonusFen":1,"expiresAfterDays":0"#, "/component/expiresAfterDays OUT_OF_RANGE"),
        (#""points","earnBps":100,"redeemFenPerPoint":100,"maxShareBps":10000"#, ""),
        (#""points","earnBps":101,"redeemFenPerPoint":100,"maxShareBps":1"#, "/component/redeemFenPerPoint POINTS_ABOVE_PAYMENT"),
        (#""points","earnBps":0,"redeemFenPerPoint":1000000,"maxShareBps":1"#, "/component/earnBps OUT_OF_RANGE"),
        (#""points","earnBps":1,"redeemFenPerPoint":1,"maxShareBps":10001"#, "/component/maxShareBps OUT_OF_RANGE"),
        (#""luckyDraw","tokenSource":"order","prizes":[{"weightBps":1000,"minFen":5,"maxFen":5},{"weightBps":9000}]"#, ""),
        (#""luckyDraw","tokenSource":"order","prizes":[{"weightBps":1000,"minFen":6,"maxFen":5},{"weightBps":9000}]"#, "/component/prizes/0/maxFen RANGE_ORDER"),
        (#""luckyDraw","tokenSource":"order","prizes":[{"weightBps":999,"sku":"A","stock":1},{"weightBps":9000}]"#, "/component/prizes WEIGHTS_SUM"),
        (#""luckyDraw","tokenSource":"order","prizes":[{"weightBps":1001,"sku":"A","stock":1},{"weightBps":9000}]"#, "/component/prizes WEIGHTS_SUM"),
        (#""luckyDraw","tokenSource":"order","prizes":[{"sku":"A","stock":1},{"weightBps":9000}]"#, "/component/prizes/0/weightBps MISSING"),
        (#""luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"sku":"A"}]"#, "/component/prizes/0/stock MISSING"),
        (#""luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"minFen":1}]"#, "/component/prizes/0/maxFen MISSING"),
        (
            #""luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"minFen":1,"maxFen":1,"sku":"A","stock":1}]"#,
            "/component/prizes/0/sku CONTRADICTION, /component/prizes/0/stock CONTRADICTION"
        ),
        (
            #""luckyDraw","tokenSource":"game","prizes":[{"weightBps":5000,"sku":"A","stock":1},{"weightBps":5000,"sku":"A","stock":2}]"#,
            "/component/prizes/1/sku DUPLICATE_SKU"
        ),
        (#""luckyDraw","tokenSource":"game","prizes":[{"weightBps":10000}]"#, "/component/prizes NOTHING_TO_WIN"),
        (#""luckyDraw","tokenSource":"spend","everyFen":1,"prizes":[{"weightBps":10000,"minFen":1,"maxFen":2}]"#, ""),
        (#""luckyDraw","tokenSource":"spend","prizes":[{"weightBps":10000,"minFen":1,"maxFen":2}]"#, "/component/everyFen MISSING"),
        (#""luckyDraw","tokenSource":"game","everyFen":1,"prizes":[{"weightBps":10000,"minFen":1,"maxFen":2}]"#, "/component/everyFen CONTRADICTION"),
        (#""luckyDraw","tokenSource":"wish","everyFen":1,"prizes":[{"weightBps":10000,"minFen":1,"maxFen":2}]"#, "/component/tokenSource UNKNOWN_VALUE"),
        (#""blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":9000,"units":9},{"sku":"B","weightBps":1000,"units":1}],"publishedOdds":true"#, ""),
        (#""blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":9999,"units":9}],"publishedOdds":true"#, "/component/pool WEIGHTS_SUM"),
        (
            #""blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":9000,"units":9},{"sku":"A","weightBps":1000,"units":1}],"publishedOdds":true"#,
            "/component/pool/1/sku DUPLICATE_SKU"
        ),
        (#""blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":10000,"units":0}],"publishedOdds":true"#, "/component/pool/0/units OUT_OF_RANGE"),
        (#""blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":10000,"units":9}],"publishedOdds":false"#, "/component/publishedOdds ODDS_NOT_PUBLISHED"),
        (#""blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":10000,"units":9}]"#, "/component/publishedOdds MISSING"),
    ]

    @Test(arguments: components)
    func `each kind keeps its rules`(settings: String, expected: String) throws {
        #expect(try CampaignText.told(CampaignText.campaign(#"{"kind":"# + settings + "}")) == expected)
    }

    @Test func `the figure of wrong weights is their sum`() throws {
        let component = #"{"kind":"blindBox","priceFen":1,"pool":[{"sku":"A","weightBps":9999,"units":9}],"publishedOdds":true}"#
        let reason = try #require(throws: Reason.self) { try CampaignText.definition(CampaignText.campaign(component)) }
        #expect(reason.code == "WEIGHTS_SUM" && reason.kind == .invalid)
        #expect(reason.faults.first?.figures == [Figure("weightBps", 9999)])
    }
}
