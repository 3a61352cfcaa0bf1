import Commerce
@testable import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct RebateGoodsTests {
    @Test func `goods that get another series stay counted, so that what was posted is no debt`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(scope: #"{"series":["系列"]}"#)
            try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            try await test.sql("UPDATE tributary.skus SET series = '新系列' WHERE code = 'L'")
            try await test.brand.catalog.reload([.skus])
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.rebates(of: campaign) == ["D-110105 24 1920 1920 0 2"])
            try await test.receive(6)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 30 2400 2400 0 2"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `before anything is counted nothing is kept, and a later version asks anew`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(scope: #"{"series":["系列"],"excludedSkus":["A"]}"#)
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.count("SELECT count(*) FROM tributary.rebate_goods") == 0)
            try await test.receive(12)
            try await test.receive(12, of: "A")
            _ = try await test.brand.postRebates()
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 600 0 1"])
            _ = try await test.launchRebate(scope: #"{"skus":["A"]}"#, version: 2)
            _ = try await test.brand.postRebates()
            #expect(try await test.count("SELECT count(*) FROM tributary.rebate_goods WHERE version = 2") == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 600 0 1"])
        }
    }
}
