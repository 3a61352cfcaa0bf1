import Commerce
import Operations
import TestSupport
import Testing

/// Counters follow the version in force. A bottle of A is 10,000 fen, and an order of six is 10,000 off.
@Suite(.timeLimit(.minutes(20))) struct CampaignCounterTests {
    @Test func `a limit that a next version drops holds no order back, and counts exactly when it comes back`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.inForce(CampaignOrderTests.hundredOff, budget: #"{"amountFen":90000,"perBuyerUses":4}"#)
            let first = try await test.place(["A": 6])
            let second = try await test.place(["A": 6])
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "20000 0 2 0")
            try await test.renew(campaign, #"{"budget":{"amountFen":90000}}"#)
            #expect(try await test.usage(of: campaign, subject: "D-110105") == nil)
            let third = try await test.place(["A": 6])
            #expect(third.totalFen == 50_000)
            try await test.sendOff(first.id)
            try await test.sendOff(third.id)
            #expect(try await test.cancel(second.id) == nil)
            #expect(try await test.usage(of: campaign) == "0 20000 2 0")

            try await test.renew(campaign, #"{"budget":{"perBuyerUses":3}}"#)
            #expect(try await test.usage(of: campaign) == nil)
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "0 20000 2 0")
            #expect(try await test.place(["A": 6]).totalFen == 50_000)
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "10000 20000 3 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `days and regions count exactly when their limits come back`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.inForce(CampaignOrderTests.hundredOff, budget: #"{"perDayFen":20000,"perRegionFen":40000}"#)
            _ = try await test.place(["A": 6])
            try await test.renew(campaign, #"{"budget":{}}"#)
            #expect(try await test.count("SELECT count(*) FROM tributary.campaign_usage") == 0)
            let order = try await test.place(["A": 6], by: "D-110106")
            _ = try await test.place(["A": 6], by: "D-110106")
            #expect(try await test.cancel(order.id, by: "D-110106") == nil)
            try await test.renew(campaign, #"{"budget":{"perDayFen":20000,"perRegionFen":40000}}"#)
            #expect(try await test.usage(of: campaign, subject: "R-11") == "20000 0 2 0")
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
            test.clock.advance(days: 1)
            #expect(try await test.place(["A": 6]).totalFen == 50_000)
            #expect(try await test.usage(of: campaign, subject: "R-11") == "30000 0 3 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a server that remembers a counter of before makes it anew`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.inForce(CampaignOrderTests.hundredOff, budget: #"{"perBuyerUses":1}"#)
            // Looked at, and not taken from.
            #expect(try await test.order(["A": 6], expecting: 1) == .refused("PRICE_CHANGED"))
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "0 0 0 0")
            try await test.anotherServer { other in
                try await other.renew(campaign, #"{"budget":{}}"#)
                try await other.renew(campaign, #"{"budget":{"perBuyerUses":1}}"#)
            }
            #expect(try await test.usage(of: campaign, subject: "D-110105") == nil)
            #expect(try await test.place(["A": 6]).totalFen == 50_000)
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `versions change under orders, shipments and cancels, and what is counted is what was given`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60_000]])) { test in
            let campaign = try await test.inForce(CampaignOrderTests.hundredOff, budget: #"{"amountFen":90000000}"#)
            let before = try await TestBrand.atOnce(12) { _ in try await test.place(["A": 6]).id }.map { try $0.get() }
            try await test.anotherServer { other in
                async let renewed: Void = {
                    for budget in [#"{"perBuyerUses":900,"uses":900}"#, "{}", #"{"perBuyerFen":90000000,"perDayFen":90000000}"#, #"{"perBuyerUses":900}"#] {
                        try await other.renew(campaign, #"{"budget":\#(budget)}"#)
                    }
                }()
                let sent = await TestBrand.atOnce(24) { index in
                    if index >= 12 {
                        // As a client does who is asked to come again.
                        let server = index % 2 == 0 ? test : other
                        var sent = try await server.send(["A": 6], by: index % 4 < 2 ? "D-110106" : "D-110105")
                        while sent == .refused("UNAVAILABLE") { sent = try await server.send(["A": 6], by: index % 4 < 2 ? "D-110106" : "D-110105") }
                        #expect(sent.order != nil, "\(sent)")
                    } else if index % 2 == 0 {
                        try await test.sendOff(before[index], deliver: false)
                    } else {
                        #expect(try await other.cancel(before[index]) == nil)
                    }
                }
                for result in sent { try result.get() }
                try await renewed
            }
            #expect(try await test.usage(of: campaign, subject: "D-110105") != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group buy's limit that a next version adds counts the bottles of before`() async throws {
        try await TestBrand.with { test in
            let buy = #""kind":"groupBuy","sku":"L","priceFen":4500,"size":2,"joinMinutes":30"#
            let campaign = try await test.inForce("{\(buy)}")
            _ = try await test.joined(campaign, 5)
            _ = try await test.joined(campaign, by: "D-110106")
            _ = try await test.brand.settleGroupBuys()
            try await test.renew(campaign, #"{"component":{\#(buy),"perBuyerUnits":6}}"#)
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "2500 0 1 5")
            #expect(try await test.join(campaign, 2) == .refused("LIMIT_REACHED"))
            #expect(try await test.joined(campaign, 1).totalFen == 4500)
            try await test.expectCleanAudit()
        }
    }

    @Test func `two stores of a distributor count for themselves`() async throws {
        try await TestBrand.withStorefront(own: ["A": 600], stores: 2) { test in
            let campaign = try await test.launch(
                #"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":1000}]}"#, 933, owner: "D-110105", budget: #"{"perBuyerUses":2}"#)
            for store in ["S-110105-001", "S-110105-002", "S-110105-001"] { _ = try await test.bought(["A": 6], by: store) }
            #expect(try await test.usage(of: campaign, subject: "S-110105-001") == "2000 0 2 0")
            #expect(try await test.usage(of: campaign, subject: "S-110105-002") == "1000 0 1 0")
            try await test.expectCleanAudit()
        }
    }
}
