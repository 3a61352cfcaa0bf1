import Commerce
import Operations
import Postgres
import TestSupport
import Testing

/// Counters far from their limits are raised last; near them they are locked first. A bottle of A is 10,000 fen, an order of six is 10,000 off and
/// counts as 60,000 that it might have taken.
@Suite(.timeLimit(.minutes(20))) struct AmpleUsageTests {
    @Test func `a counter that is far from its limit is free while an order by it is written`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":90000000}"#)
            _ = try await test.place(["A": 6])
            let isHeld = try await test.whileWritingAnOrder { try await test.isCounterHeld(campaign) }
            #expect(!isHeld)
            #expect(try await test.usage(of: campaign) == "20000 0 2 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a counter that is near its limit is locked before an order by it is priced`() async throws {
        try await TestBrand.with { test in
            // 10,000 are taken; with less than 60,000 left it is near.
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":69999}"#)
            _ = try await test.place(["A": 6])
            let isHeld = try await test.whileWritingAnOrder { try await test.isCounterHeld(campaign) }
            #expect(isHeld)
            #expect(try await test.usage(of: campaign) == "20000 0 2 0")
        }
    }

    @Test func `one counter near its limit has all locked first that everybody draws on, in the order of their keys`() async throws {
        try await TestBrand.with { test in
            let near = try await test.launch(CampaignOrderTests.hundredOff, 902, budget: #"{"amountFen":90000000,"perDayFen":69999}"#)
            let far = try await test.launch(
                #"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":1000}]}"#, 901, budget: #"{"amountFen":90000000}"#, stacking: #"{"group":"other"}"#)
            _ = try await test.place(["A": 6])
            let held = try await test.whileWritingAnOrder { try await [test.isCounterHeld(near), test.isCounterHeld(far)] }
            #expect(held == [true, true])
            #expect(try await test.usage(of: near) == "20000 0 2 0")
            #expect(try await test.usage(of: far) == "2000 0 2 0")
        }
    }

    @Test func `a buyer's own counter near its limit is locked first, and everybody's isn't`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":90000000,"perBuyerUses":2}"#)
            for _ in 0..<2 { _ = try await test.place(["A": 6]) }
            let held = try await test.whileWritingAnOrder {
                try await [test.isCounterHeld(campaign), test.isCounterHeld(campaign, of: "D-110105")]
            }
            #expect(held == [false, true])
            #expect(try await test.usage(of: campaign) == "20000 0 2 0")
        }
    }

    @Test func `an order isn't refused by what was seen`() async throws {
        try await TestBrand.with { test in
            // The dearer price goes before, while there is money for it: 6,000 an order, and an order could take 60,000.
            let first = try await test.launch(
                #"{"kind":"tiered","basis":"order","mode":"whole","scope":{"skus":["A"]},"tiers":[{"fromUnits":1,"priceFen":9000}]}"#, 901, budget: #"{"amountFen":66000}"#,
                stacking: #"{"priority":5}"#)
            try await test.launch(#"{"kind":"tiered","basis":"order","mode":"whole","scope":{"skus":["A"]},"tiers":[{"fromUnits":1,"priceFen":8000}]}"#, 902)
            #expect(try await test.place(["A": 6]).totalFen == 54_000)
            let last = try await test.anotherServer { other in try await other.place(["A": 60], by: "D-110106").totalFen }
            #expect(last == 540_000)
            #expect(try await test.usage(of: first) == "66000 0 2 0")
            let sent = try await test.order(["A": 6], expecting: 48_000)
            #expect(sent.order != nil, "\(sent)")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a server that saw much left gives nothing once another has given it all`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6000]])) { test in
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":300000,"perBuyerUses":40}"#)
            #expect(try await test.place(["A": 6]).discountFen == 10_000)
            let given = try await test.anotherServer { other in
                var given: [Int64] = []
                for _ in 0..<29 { given.append(try await other.place(["A": 6], by: "D-110106").discountFen) }
                given.append(try await test.place(["A": 6]).discountFen)
                given.append(try await other.place(["A": 6]).discountFen)
                return given
            }
            #expect(given == [Int64](repeating: 10_000, count: 29) + [0, 0])
            #expect(try await test.usage(of: campaign) == "300000 0 30 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what another server left is given though this one saw more`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6000]])) { test in
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":300000}"#)
            _ = try await test.place(["A": 6])
            try await test.anotherServer { other in
                for _ in 0..<27 { _ = try await other.place(["A": 6], by: "D-110106") }
            }
            let given = try await [test.place(["A": 6]), test.place(["A": 6]), test.place(["A": 6])].map(\.discountFen)
            #expect(given == [10_000, 10_000, 0])
            #expect(try await test.usage(of: campaign) == "300000 0 30 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a counter far from its limit that went away meanwhile is made anew`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.inForce(CampaignOrderTests.hundredOff, budget: #"{"perBuyerUses":900}"#)
            _ = try await test.place(["A": 6])
            try await test.anotherServer { other in
                try await other.renew(campaign, #"{"budget":{}}"#)
                _ = try await other.place(["A": 6])
                try await other.renew(campaign, #"{"budget":{"perBuyerUses":900}}"#)
            }
            try await test.sql("DELETE FROM tributary.campaign_usage")
            #expect(try await test.place(["A": 6]).discountFen == 10_000)
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "30000 0 3 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `of one order's counters those that run short are locked and the others aren't`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":90000000,"perBuyerUses":2}"#)
            for _ in 0..<2 { #expect(try await test.place(["A": 6]).discountFen == 10_000) }
            #expect(try await test.place(["A": 6]).discountFen == 0)
            #expect(try await test.place(["A": 6], by: "D-110106").discountFen == 10_000)
            #expect(try await test.usage(of: campaign) == "30000 0 3 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `200 orders of two servers from far to the last fen`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6000]])) { test in
            let campaign = try await test.launch(
                CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":1234567,"perBuyerFen":900000,"perDayFen":1300000,"perRegionFen":1250000}"#)
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(200) { index in
                    try await (index % 2 == 0 ? test : other).place(["A": 6], by: index % 4 < 2 ? "D-110106" : "D-110105")
                }
                let given = try sent.map { try $0.get().discountFen }
                #expect(given.reduce(0, +) == 1_230_000)
            }
            #expect(try await test.usage(of: campaign) == "1230000 0 123 0")
            try await test.expectCleanAudit()
        }
    }
}

extension TestBrand {
    /// Asks something while an order is held up in the midst of being written.
    fileprivate func whileWritingAnOrder<T>(_ body: () async throws -> T) async throws -> T {
        let (order, answer) = try await holding("LOCK TABLE order_pricings IN ACCESS EXCLUSIVE MODE;") {
            let order = Task { try await send(["A": 6]) }
            try await untilBlocked()
            return (order, try await body())
        }
        #expect(try await order.value.order != nil)
        return answer
    }

    /// Whether somebody has everybody's counter of a campaign locked, or a buyer's.
    fileprivate func isCounterHeld(_ campaign: CampaignID, of buyer: String? = nil) async throws -> Bool {
        let subject = try buyer.map { try caller($0).organization.rawValue } ?? -1
        do {
            try await sql("""
                SELECT 1 FROM tributary.campaign_usage WHERE campaign_id = \(campaign.rawValue) AND subject_id = \(subject) AND day = 0
                FOR NO KEY UPDATE NOWAIT
                """)
            return false
        } catch let error as PostgresError where error.sqlState == "55P03" {
            return true
        }
    }
}
